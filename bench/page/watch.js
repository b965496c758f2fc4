// Runs in the page that is measured, before anything of it. `times()` is what load-page.ts reads in the end.
{
  const painted = { largest: NaN, moved: 0 }
  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
    })
  observe('largest-contentful-paint', ({ startTime }) => (painted.largest = startTime))
  observe('layout-shift', ({ value }) => (painted.moved += value))

  const look = () => {
    if (document.querySelector('form')) performance.mark('form')
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)

  window.times = () => ({
    document: performance.getEntriesByType('navigation')[0].responseEnd,
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    largestPaint: painted.largest,
    form: performance.getEntriesByName('form')[0].startTime,
    moved: painted.moved,
  })
}
