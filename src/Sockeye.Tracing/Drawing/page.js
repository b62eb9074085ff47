'use strict';
// Lays the picture out again when sockets are hidden or the axis changes, and tells about the call that is chosen.
// Without this script the picture is whole, in causal order.
(() => {
  const steps = JSON.parse(document.getElementById('steps').textContent);
  const ladder = document.getElementById('ladder'), heads = document.getElementById('heads');
  const details = document.getElementById('details');
  const all = (selector, root = ladder) => [...root.querySelectorAll(selector)];
  const calls = all('.call'), arrows = all('.arrow'), segments = all('.lane');
  const laneWidth = Number(ladder.dataset.laneWidth), firstX = Number(ladder.dataset.firstX);
  const timeX = Number(ladder.dataset.timeX), top = Number(ladder.dataset.top);
  const ownY = calls.map(call => Number(/ (\d+)\)/.exec(call.getAttribute('transform'))[1]));
  const height = Number(ladder.getAttribute('height'));
  const heightOf = index => (index + 1 < ownY.length ? ownY[index + 1] : height) - ownY[index];
  const shown = new Set(steps.map(step => step.lane));
  all('#lanes input', document).forEach(box => shown.add(Number(box.value)));
  let byTime = false, chosen = -1;

  const isShown = index => shown.has(steps[index].lane);
  const set = (element, attributes) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
  };

  function positions() {
    const x = new Map([...shown].sort((a, b) => a - b).map((lane, place) => [lane, firstX + place * laneWidth]));
    const y = [];
    let next = top;
    steps.forEach((step, index) => {
      y[index] = next;
      if (isShown(index)) next += heightOf(index);
    });
    if (byTime && steps.length > 1) {
      // Not Math.min(...times): a call has not room for as many arguments as a trace may have steps.
      const first = steps.reduce((least, step) => Math.min(least, step.time), Infinity);
      const span = steps.reduce((most, step) => Math.max(most, step.time), first) - first || 1;
      steps.forEach((step, index) => { y[index] = top + (step.time - first) / span * (next - top - 40); });
    }
    return { x, y, bottom: next + 20 };
  }

  function layOut() {
    const { x, y, bottom } = positions();
    const last = new Map();
    calls.forEach((call, index) => {
      const lane = steps[index].lane, visible = isShown(index);
      call.classList.toggle('hidden', !visible);
      if (!visible) return;
      set(call, { transform: `translate(${x.get(lane)} ${y[index]})` });
      const time = call.querySelector('.time');
      if (time) time.setAttribute('x', timeX - x.get(lane));
      const crowded = byTime && last.has(lane) && y[index] - last.get(lane) < heightOf(index) - 12;
      call.classList.toggle('crowded', crowded);
      if (!crowded) last.set(lane, y[index]);
    });
    segments.forEach(segment => {
      const lane = Number(segment.dataset.lane);
      segment.classList.toggle('hidden', !shown.has(lane));
      if (shown.has(lane))
        set(segment, { x1: x.get(lane), x2: x.get(lane), y1: y[segment.dataset.from], y2: y[segment.dataset.to] });
    });
    arrows.forEach(arrow => layOutArrow(arrow, x, y));
    all('.head', heads).forEach(head => {
      const lane = Number(head.dataset.lane);
      head.classList.toggle('hidden', !shown.has(lane));
      if (shown.has(lane)) set(head, { transform: `translate(${x.get(lane) - firstX - lane * laneWidth} 0)` });
    });
    const width = firstX + Math.max(shown.size, 1) * laneWidth;
    set(ladder, { width, height: bottom, viewBox: `0 0 ${width} ${bottom}` });
    set(heads, { width, viewBox: `0 0 ${width} ${heads.getAttribute('height')}` });
  }

  function layOutArrow(arrow, x, y) {
    const from = Number(arrow.dataset.fromLane), to = Number(arrow.dataset.toLane);
    const visible = shown.has(from) && shown.has(to);
    arrow.classList.toggle('hidden', !visible);
    if (!visible) return;
    const [x1, x2, y1, y2] = [x.get(from), x.get(to), y[arrow.dataset.from], y[arrow.dataset.to]];
    const angle = Math.atan2(y2 - y1, x2 - x1) * 180 / Math.PI;
    set(arrow.querySelector('line'), { x1, x2, y1, y2 });
    set(arrow.querySelector('path'), { transform: `translate(${x2} ${y2}) rotate(${angle})` });
    set(arrow.querySelector('text'), { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 4 });
  }

  function choose(index) {
    if (chosen >= 0) calls[chosen].classList.remove('chosen');
    arrows.forEach(arrow => arrow.classList.toggle(
      'chosen', index >= 0 && (Number(arrow.dataset.to) === index || Number(arrow.dataset.from) === index)));
    calls.forEach((call, i) => call.setAttribute('tabindex', i === Math.max(index, 0) ? 0 : -1));
    chosen = index;
    details.replaceChildren();
    if (index < 0) return;
    calls[index].classList.add('chosen');
    const list = document.createElement('dl');
    for (const [name, value] of steps[index].facts) {
      const term = document.createElement('dt'), fact = document.createElement('dd');
      term.textContent = name;
      fact.textContent = value;
      list.append(term, fact);
    }
    details.append(list);
  }

  function go(from, direction) {
    let index = from + direction;
    while (index >= 0 && index < steps.length && !isShown(index)) index += direction;
    if (index >= 0 && index < steps.length) calls[index].focus();
  }

  function follow(index, here, there) {
    const arrow = arrows.find(a => Number(a.dataset[here]) === index && Number(a.dataset[there]) !== index && isShown(Number(a.dataset[there])));
    if (arrow) calls[Number(arrow.dataset[there])].focus();
  }

  const keys = {
    ArrowDown: index => go(index, 1),
    ArrowUp: index => go(index, -1),
    ArrowRight: index => follow(index, 'from', 'to'),
    ArrowLeft: index => follow(index, 'to', 'from'),
    Home: () => go(-1, 1),
    End: () => go(steps.length, -1),
    Escape: index => { calls[index].blur(); choose(-1); },
  };

  calls.forEach((call, index) => {
    call.addEventListener('focus', () => choose(index));
    call.addEventListener('click', () => call.focus());
    call.addEventListener('keydown', event => {
      if (!(event.key in keys)) return;
      event.preventDefault();
      keys[event.key](index);
    });
  });
  all('#lanes input', document).forEach(box => box.addEventListener('change', () => {
    box.checked ? shown.add(Number(box.value)) : shown.delete(Number(box.value));
    layOut();
  }));
  all('#axis input', document).forEach(choice => choice.addEventListener('change', () => {
    byTime = choice.value === 'time' && choice.checked;
    layOut();
  }));
})();
