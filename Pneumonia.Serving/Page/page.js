// The page talks to the service it came from: POST predict, POST explain, GET info. Files are sent as bare bytes, without their names.
import { faultOf, nameOf, percent, promiseInShort, reason, threshold, verdict } from './words.js';

const byId = id => document.getElementById(id);
const results = byId('results'), status = byId('status'), template = byId('card');
const atOnce = 2;
const waiting = [];
const counts = new Map();
let running = 0, model = null, key = '';


async function call(path, options = {}) {
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(path, { ...options, headers: { ...options.headers, ...(key && { 'X-Api-Key': key }) }, cache: 'no-store' });
    // A full queue is no fault: come again when the service says so.
    if (response.status === 429 && attempt < 20) {
      await new Promise(done => setTimeout(done, 1000 * Math.min(30, Number(response.headers.get('Retry-After')) || 1)));
      continue;
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? problem.title ?? `The service answered ${response.status}.`), { status: response.status });
  }
}

// ---- what the answers rest on

async function askModel() {
  try {
    const info = await (await call('info')).json();
    model = { ...info.manifest, limits: info.limits };
    byId('key-form').hidden = true;
    showModel(info);
  } catch (e) {
    if (e.status === 401) return askKey(key ? 'That key is not the right one.' : '');
    byId('promise').textContent = e.status ? e.message : 'The service does not answer.';
  }
}

function askKey(fault) {
  byId('key-form').hidden = false;
  byId('key-fault').textContent = fault;
  byId('promise').textContent = 'The service asks for a key first.';
  byId('key').focus();
}

function showModel(info) {
  const promise = model.promises[0];
  byId('promise').textContent = !promise ? 'This model promises nothing about how many findings it misses.'
    : `${promise.certified ? 'What the threshold promises, for images like the calibration images: ' : ''}${promise.explanation}`;
  const rows = [
    ['Threshold', threshold(model) === null ? 'one a finding' : percent(threshold(model))],
    ...(model.referBelow ? [['Referred to a radiologist', `from the threshold up to ${percent(model.referBelow)}`]] : []),
    ['Classes', model.classes.join(', ')],
    ...model.metrics.filter(m => ['auc', 'recall', 'specificity'].includes(m.name) && m.value !== null && m.measuredOn === 'test')
      .map(m => [`${m.name === 'auc' ? 'AUC' : m.name[0].toUpperCase() + m.name.slice(1)} on test images`, `${m.value.toFixed(3)}${m.lower === null ? '' : ` (${m.lower.toFixed(3)} … ${m.upper.toFixed(3)})`}, n = ${m.n}`]),
    ['Model', `${info.status.graph.slice(0, 12)}, made ${model.createdAt.slice(0, 10)} by ${model.createdBy}`],
    ...(info.status.refusedFile ? [['Warning', `A newer model file was refused; this one goes on. ${info.status.refusedFile}`]] : []),
  ];
  byId('model').replaceChildren(...rows.flatMap(([term, text]) => [element('dt', term), element('dd', text)]));
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// ---- images in

function take(files) {
  for (const file of files) {
    const item = template.content.firstElementChild.cloneNode(true);
    const card = { item, file, find: selector => item.querySelector(selector) };
    card.find('.name').textContent = file.name;
    show(card, file);
    results.append(item);
    enqueue(card);
  }
  byId('results-title').hidden = byId('clear').hidden = results.children.length === 0;
}

function show(card, file) {
  const base = card.find('.base');
  base.alt = `The image ${file.name}`;
  base.onerror = () => { base.hidden = true; card.find('.frame').classList.add('empty'); };
  card.url = URL.createObjectURL(file);
  base.src = card.url;
  card.item.forget = () => [card.url, card.heatUrl].forEach(u => u && URL.revokeObjectURL(u));
}

function enqueue(card) {
  waiting.push(card);
  count(card, 'waiting');
  next();
}

function next() {
  while (running < atOnce && waiting.length) {
    running++;
    answer(waiting.shift()).finally(() => { running--; next(); });
  }
}

async function answer(card) {
  if (!card.item.isConnected) return;
  try {
    if (model && card.file.size > model.limits.imageBytes)
      throw Object.assign(new Error(`It has ${(card.file.size / 1048576).toFixed(1)} MiB; ${Math.floor(model.limits.imageBytes / 1048576)} MiB is the limit.`), { status: 413 });
    const response = await call('predict', { method: 'POST', body: card.file, headers: { 'Content-Type': 'application/octet-stream' } });
    render(card, (await response.json()).predictions[0]);
  } catch (e) {
    renderFault(card, e);
  }
}

// ---- answers out

function render(card, p) {
  const [sign, text] = verdict(p, model);
  const judged = p.decision !== 'not-a-chest-xray';
  settle(card, p.decision, sign, text, reason(p, model));
  gauge(card, judged ? p.probability : null);
  list(card, judged ? [...(p.warnings ?? []), ...(p.problem ? [p.problem] : [])] : []);
  scores(card, judged && Object.keys(p.scores).length > 2 ? Object.entries(p.scores) : []);
  card.find('.detail').textContent = judged ? '' : p.problem ?? '';
  if (judged) whenSeen(card, () => heat(card));
}

function renderFault(card, e) {
  settle(card, 'unreadable', '✕', faultOf(e.status), e.status === 415 ? 'JPEG, PNG, BMP, GIF and WebP are read; DICOM and PDF are not.' : '');
  card.find('.detail').textContent = e.status ? e.message : 'Is it still running on this machine?';
  const again = card.find('.again');
  again.hidden = [400, 413, 415, 422].includes(e.status);
  again.onclick = () => { again.hidden = true; settle(card, '', '…', 'Being read', ''); enqueue(card); };
  if (e.status === 401) askKey('');
}

function settle(card, kind, sign, text, why) {
  card.find('.card').className = `card ${kind}`;
  card.find('.sign').textContent = sign;
  card.find('.verdict .text').textContent = text;
  card.find('.why').textContent = why;
  if (kind) count(card, kind);
}

function gauge(card, probability) {
  card.find('.gauge').hidden = probability === null;
  if (probability === null) return;
  const bar = threshold(model);
  card.find('.fill').style.width = `${100 * probability}%`;
  card.find('.mark').hidden = bar === null;
  card.find('.mark').style.left = `${100 * (bar ?? 0)}%`;
  card.find('.mark-text').textContent = bar === null ? '' : `threshold ${percent(bar)}`;
  // The words begin or end at their mark, whichever side has room, and leave the two ends of the scale alone.
  card.find('.mark-text').className = `mark-text ${bar > 0.5 ? 'ends' : 'begins'}`;
  card.find('.mark-text').style.setProperty('--at', `${100 * (bar ?? 0)}%`);
  card.find('.rests').textContent = promiseInShort(model);
}

function list(card, texts) {
  const warnings = card.find('.warnings');
  warnings.hidden = texts.length === 0;
  warnings.replaceChildren(...texts.map(t => element('li', t)));
}

function scores(card, all) {
  card.find('.scores').hidden = all.length === 0;
  card.find('.scores tbody').replaceChildren(...all.map(([label, p]) => {
    const row = document.createElement('tr');
    const head = element('th', nameOf(label));
    head.scope = 'row';
    row.append(head, element('td', percent(p)));
    return row;
  }));
}

async function heat(card) {
  const note = card.find('.heat-note');
  try {
    note.textContent = 'The heat map is being drawn …';
    const response = await call('explain?opacity=1', { method: 'POST', body: card.file, headers: { 'Content-Type': 'application/octet-stream' } });
    card.heatUrl = URL.createObjectURL(await response.blob());
    const layer = card.find('.heat'), slider = card.find('input[type=range]'), row = card.find('.heat-row');
    layer.src = card.heatUrl;
    await layer.decode();
    slider.setAttribute('aria-label', `Heat map strength of ${card.file.name}`);
    slider.oninput = () => {
      layer.style.opacity = slider.value / 100;
      card.find('output').textContent = `${slider.value}%`;
      slider.setAttribute('aria-valuetext', `${slider.value} percent`);
    };
    slider.oninput();
    layer.hidden = row.hidden = false;
    note.textContent = 'What moved the number: purple little, yellow most. It does not mark a place of disease.';
  } catch (e) {
    note.textContent = e.status === 501 ? 'This model gives no heat maps.' : 'No heat map could be drawn.';
  }
}

function whenSeen(card, action) {
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(e => e.isIntersecting)) return;
    observer.disconnect();
    action();
  }, { rootMargin: '200px' }).observe(card.item);
}

function count(card, kind) {
  if (!card.item.isConnected) return;
  counts.set(card.item, kind);
  const kinds = [...counts.values()], of = k => kinds.filter(x => x === k).length;
  const parts = [[of('waiting'), 'being read'], [of('pneumonia'), 'with signs'], [of('normal'), 'without'], [of('refer'), 'unclear'],
    [of('not-a-chest-xray'), 'not judged'], [of('unreadable'), 'without an answer']].filter(([n]) => n > 0).map(([n, words]) => `${n} ${words}`);
  status.textContent = kinds.length ? `${kinds.length} ${kinds.length === 1 ? 'image' : 'images'}: ${parts.join(', ')}.` : '';
}

// ---- hands

const drop = byId('drop'), files = byId('files');
files.addEventListener('change', () => { take(files.files); files.value = ''; });
addEventListener('dragover', e => { e.preventDefault(); drop.classList.add('over'); });
addEventListener('dragleave', e => { if (!e.relatedTarget) drop.classList.remove('over'); });
addEventListener('drop', e => { e.preventDefault(); drop.classList.remove('over'); take(e.dataTransfer.files); });
addEventListener('paste', e => take(e.clipboardData.files));
byId('clear').addEventListener('click', () => {
  waiting.length = 0;
  counts.clear();
  for (const item of [...results.children]) { item.forget(); item.remove(); }
  byId('results-title').hidden = byId('clear').hidden = true;
  status.textContent = 'All cleared.';
  files.focus();
});
byId('key-form').addEventListener('submit', e => { e.preventDefault(); key = byId('key').value; askModel(); });

askModel();
