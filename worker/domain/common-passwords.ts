/** The passwords that are tried first: of eight characters or more, in lower case. Short, since the app loads it too. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
password password1 password12 password123 password1234 password2 password01 password! password1!
passw0rd passw0rd1 passw0rd! p@ssw0rd p@ssw0rd1 p@ssword p@ssword1 pa$$w0rd passwords mypassword
thepassword newpassword password11 1password password123456 12345678 123456789 1234567890
12345678910 123456789a a123456789 0123456789 87654321 987654321 0987654321 123123123 12341234
11223344 1122334455 12344321 11112222 11111111 111111111 1111111111 22222222 33333333 44444444
55555555 66666666 77777777 88888888 99999999 999999999 00000000 000000000 0000000000 12121212
10101010 69696969 147258369 147852369 159357456 741852963 789456123 123456123 123654789
123456654321 12312312 1234qwer 12345qwert 123456qwerty 123qweasd 123qweasdzxc 12qwaszx 1q2w3e4r
1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz@wsx q1w2e3r4 q1w2e3r4t5 qazwsxedc
qazwsx123 zaq12wsx zaq1zaq1 zxcvbnm1 zxcvbnm123 asdfghjk asdfghjkl asdfasdf asdf1234 asdfqwer
asdasdasd qweasdzxc qweasd123 qweqweqwe qwe123456 qwer1234 qwerasdf qwerty12 qwerty123
qwerty1234 qwerty12345 qwerty123456 qwertyui qwertyuiop qwertyuiop1 qwerty11 qwerty1!
qwertyqwerty qwertzuiop azertyuiop aa123456 aaaaaaaa aaaaaaa1 a1234567 a1b2c3d4 a1s2d3f4
ab123456 abc12345 abc123456 abcabcabc abcd1234 abcd12345 abcdefg1 abcdefgh abcde12345 aabbccdd
admin123 admin1234 admin12345 admin123456 adminadmin administrator administrator1 root1234
rootroot test1234 test12345 testtest testing1 test123456 letmein1 letmein123 welcome1 welcome123
welcome1! changeme changeme1 changeme123 secret123 trustno1 pass1234 computer computer1 internet
internet1 samsung1 microsoft facebook whatever whatever1 master123 iloveyou iloveyou1 iloveyou2
iloveyou! iloveu123 lovelove love1234 sunshine sunshine1 princess princess1 football football1
baseball basketball superman superman1 batman123 spiderman starwars starwars1 pokemon1
pokemon123 dragon123 dragonball monkey123 shadow123 michelle jennifer jessica1 michael1
michael123 jordan23 charlie1 charlie123 ashley123 anthony1 william1 matthew1 nicholas alexander
alexandra elizabeth stephanie christian benjamin babygirl babygirl1 butterfly butterfly1
chocolate chocolate1 cheese123 flower123 freedom1 friends1 forever1 happy123 hello123 hello1234
hellohello helloworld goodluck blessed1 jesus123 liverpool liverpool1 manchester arsenal1
chelsea1 corvette mercedes mustang1 midnight midnight1 diamond1 rainbow1 startrek swordfish
nintendo playstation minecraft minecraft1 fortnite1 asshole1 fuckyou1 fuckyou2 fuckyou!
summer123 summer2024 summer2025 summer2026 winter123 winter2024 winter2025 winter2026 spring2026
autumn2026 november california sakura123 doraemon naruto123 something security username samantha
jonathan barcelona masterkey passcode sapphire
`
    .trim()
    .split(/\s+/),
)
