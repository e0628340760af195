/** Script of the page: search, highlighting of partner lines, opening what a link points into. The page reads without it. */

/** Touches classes and `hidden` only; never makes markup. Runs under a CSP that allows exactly this text by its hash. */
export const SCRIPT = `
(function () {
  'use strict';
  var filter = document.getElementById('filter');
  if (filter) startFilter();
  document.addEventListener('mouseover', highlight);
  document.addEventListener('focusin', highlight);
  window.addEventListener('hashchange', openTarget);
  openTarget();

  function startFilter() {
    var words = document.getElementById('filter-words');
    var status = document.getElementById('filter-status');
    var shown = document.getElementById('filter-shown');
    var rows = Array.from(document.querySelectorAll('#object-rows > tr'));
    filter.hidden = false;
    function apply() {
      var wanted = words.value.trim().toLowerCase();
      var count = 0;
      rows.forEach(function (row) {
        var fits = (status.value === '' || row.dataset.status === status.value) && (wanted === '' || row.textContent.toLowerCase().includes(wanted));
        row.hidden = !fits;
        if (fits) count++;
      });
      shown.textContent = count + ' of ' + rows.length + ' shown';
    }
    words.addEventListener('input', apply);
    status.addEventListener('change', apply);
    apply();
  }

  function highlight(event) {
    if (!(event.target instanceof Element)) return;
    document.querySelectorAll('.hot').forEach(function (element) { element.classList.remove('hot'); });
    var line = event.target.closest('.code > span');
    if (line) partners(line).forEach(function (element) { element.classList.add('hot'); });
    var node = event.target.closest('a.node');
    if (node) edges(node).forEach(function (element) { element.classList.add('hot'); });
  }

  function partners(line) {
    var pair = line.closest('.pair');
    var link = line.querySelector('a');
    var target = link && document.getElementById(link.hash.slice(1));
    if (!pair || !target) return [];
    var model = line.id.indexOf('m') > 0 ? line : target;
    var source = model === line ? target : line;
    var others = Array.from(pair.querySelectorAll('a[href="#' + source.id + '"]'), function (a) { return a.parentElement; });
    return [source, model].concat(others);
  }

  function edges(node) {
    var id = node.dataset.node;
    return node.closest('svg').querySelectorAll('[data-from="' + id + '"],[data-to="' + id + '"]');
  }

  function openTarget() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (var fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    target.scrollIntoView();
  }
})();
`;
