// The words of the page: pure functions of an answer and of the model's manifest (null until it is known).

export const percent = p => p > 0.999 && p < 1 ? '> 99.9%' : p < 0.001 && p > 0 ? '< 0.1%' : `${+(100 * p).toFixed(1)}%`;
export const nameOf = label => (label ?? '').split('|').map(l => l.toLowerCase().replaceAll('_', ' ')).join(' and ');

/** The probability at which an image counts as a finding; null where every finding has its own. */
export function threshold(model) {
  if (!model || model.task === 'MultiLabel') return null;
  return model.task === 'Binary' ? model.thresholds[0] : model.thresholds[model.classes.indexOf(model.negativeClass)] ?? null;
}

export function promiseInShort(model) {
  const promise = model?.promises[0];
  if (!promise) return '';
  return promise.certified
    ? `The threshold promises, with ${percent(promise.confidence)} confidence, to find at least ${percent(promise.targetRecall)} of such findings, in images like the calibration images.`
    : 'What this threshold misses could not be certified: see below.';
}

const verdicts = {
  pneumonia: p => ['▲', `Signs of ${nameOf(p.label)}`],
  normal: (p, model) => ['●', model?.task === 'Binary' ? `No signs of ${nameOf(model.classes[1])} found` : 'No finding'],
  refer: () => ['◆', 'Unclear: a radiologist should look'],
  'not-a-chest-xray': () => ['■', 'Not judged: unlike the X-rays the model knows'],
};

/** A sign and a verdict. */
export function verdict(p, model) {
  return (verdicts[p.decision] ?? (() => ['■', p.decision]))(p, model);
}

export function reason(p, model) {
  const bar = threshold(model), outright = model?.referBelow;
  const from = outright ? `${percent(outright)}, from which it is called a finding` : `the threshold of ${percent(bar ?? 0)}`;
  switch (p.decision) {
    case 'pneumonia': return `Probability ${percent(p.probability)}${bar === null ? '' : `, at or above ${from}`}.`;
    case 'normal': return `Probability ${percent(p.probability)}${bar === null ? '' : `, below the threshold of ${percent(bar)}`}. That does not rule pneumonia out.`;
    case 'refer': return `Probability ${percent(p.probability)}: at or above the threshold, but below ${from}.`;
    default: return 'The image may be no frontal chest X-ray, or of another kind than those the model learned from. Its probability would mean nothing.';
  }
}

const faults = {
  400: 'The file is empty or could not be sent', 401: 'The service asks for a key', 408: 'It took too long', 413: 'The image is too large',
  415: 'Not an image this service can read', 422: 'The image is damaged or too small', 429: 'The service has too much to do',
};

/** What a status says to a person; without one the service was not reached. */
export function faultOf(status) {
  return status ? faults[status] ?? 'The service could not answer' : 'The service does not answer';
}
