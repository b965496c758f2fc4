/** A name as it is shown, and as it stands in an address. */
export type LargeName = { shown: string; address: string }

type Part = readonly [shown: string, latin: string]
type Language = { first: readonly Part[]; last: readonly Part[]; isFamilyFirst: boolean }

const latin = (words: string): Part[] =>
  words.split(' ').map((word) => [
    word,
    word
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase(),
  ])
const spelled = (pairs: string): Part[] =>
  pairs.split(' ').map((pair): Part => {
    const [shown = '', latinized = ''] = pair.split('=')
    return [shown, latinized]
  })

const western: Language = {
  first: latin(
    'Ada Ben Chloé Daniel Elif Fatima Grace Henrik Inés Jonas Katarzyna Liam Maja Nora Omar Priya Quentin Rosa Søren Tomás Uma Viktor Willow Ximena Yusuf Zoë',
  ),
  last: latin(
    "Andersson Baker Çelik Dubois Evans Fernández Garcia Hughes Ivanova Jensen Kowalska Lindqvist Müller Nguyen O'Brien Patel Quinn Rossi Smith-Jones Taylor Ünal Vega Williams Young Zimmermann",
  ),
  isFamilyFirst: false,
}
const japanese: Language = {
  first: spelled(
    '太郎=taro 花子=hanako 健=ken 美咲=misaki 大輔=daisuke 陽子=yoko さくら=sakura 翔太=shota',
  ),
  last: spelled(
    '山田=yamada 佐藤=sato 鈴木=suzuki 高橋=takahashi 田中=tanaka 伊藤=ito 渡辺=watanabe 小林=kobayashi',
  ),
  isFamilyFirst: true,
}
const korean: Language = {
  first: spelled('민수=minsu 지영=jiyoung 서연=seoyeon 준호=junho'),
  last: spelled('김=kim 이=lee 박=park 최=choi'),
  isFamilyFirst: true,
}
const arabic: Language = {
  first: spelled('فاطمة=fatima محمد=mohamed ليلى=layla يوسف=yousef'),
  last: spelled('حداد=haddad منصور=mansour خوري=khoury ناصر=nasser'),
  isFamilyFirst: false,
}
const hebrew: Language = {
  first: spelled('נועה=noa דוד=david תמר=tamar יעל=yael'),
  last: spelled('כהן=cohen לוי=levi מזרחי=mizrahi פרץ=peretz'),
  isFamilyFirst: false,
}
const cyrillic: Language = {
  first: spelled('Иван=ivan Ольга=olga Анна=anna Дмитрий=dmitri'),
  last: spelled('Петров=petrov Смирнов=smirnov Иванова=ivanova Кузнецов=kuznetsov'),
  isFamilyFirst: false,
}

// Most names are Western ones, as in a company that grew from there.
const languages = [
  western,
  western,
  western,
  western,
  japanese,
  japanese,
  korean,
  arabic,
  hebrew,
  cyrillic,
]

/** As long as a name may be: 200 characters. */
const longest: LargeName = {
  shown: `Maria ${'Wilhelmina Alexandrina Carolina '.repeat(7)}`
    .slice(0, 200)
    .trim()
    .padEnd(200, 'a'),
  address: 'maria.wilhelmina',
}

export function largeName(n: number, chance: (below: number) => number): LargeName {
  if (n % 1_000 === 17) return longest
  const of = <T>(list: readonly T[]): T => list[chance(list.length)] as T
  const { first, last, isFamilyFirst } = of(languages)
  const [[given, givenLatin], [family, familyLatin]] = [of(first), of(last)]
  const shown = isFamilyFirst ? `${family}${given}` : `${given} ${family}`
  return { shown, address: `${givenLatin}.${familyLatin}` }
}
