'use strict';
// Lays the picture out again when sockets are hidden or the axis changes, and tells about the call that is chosen.
// Without this script the picture is whole, in causal order.
(() => {
  const steps = JSON.parse(document.getElementById('steps').textContent);
  const ladder = document.getElementById('ladder'), heads = document.getElementById('heads');
  const details = document.getElementById('details'), picture = document.getElementById('picture');
  const all = (selector, root = ladder) => [...root.querySelectorAll(selector)];
  const calls = all('.call'), arrows = all('.arrow'), segments = all('.lane');
  const boxes = all('#lanes input', document), names = all('.head', heads);
  const measure = name => Number(ladder.dataset[name]);
  const firstX = measure('firstX'), timeX = measure('timeX'), gap = measure('gap');
  const laneWidths = names.map(head => Number(head.dataset.width));
  const ownX = laneWidths.map((_, lane) => laneWidths.slice(0, lane).reduce((sum, width) => sum + width, firstX));
  const rows = [];
  arrows.forEach(arrow => { rows[arrow.dataset.row] ??= arrow.dataset; });
  const shown = new Set(boxes.map(box => Number(box.value)));
  let byTime = false, chosen = -1;

  const isShown = index => shown.has(steps[index].lane);
  const isRowShown = row => shown.has(Number(row.fromLane)) && shown.has(Number(row.toLane));
  const set = (element, attributes) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
  };

  function lanePlaces() {
    const x = new Map();
    let right = firstX;
    [...shown].sort((a, b) => a - b).forEach(lane => { x.set(lane, right); right += laneWidths[lane]; });
    return { x, width: Math.max(right - 12, firstX + 130) };
  }

  const longest = 280; // pixels by true time: what would be longer is a silence

  // How many pixels stand for a millisecond of true time: the middle one of all distances is as high as a line of words.
  function pixelsPerMillisecond(distances) {
    const positive = distances.filter(distance => distance > 0).sort((a, b) => a - b);
    return positive.length ? 28 / positive[positive.length >> 1] : 0;
  }

  // Steps one below the other. By true time the distances grow with the time between; a silence is cut, and told.
  function stepPlaces() {
    const rowsOf = steps.map(() => ({ before: [], after: [] }));
    rows.forEach((row, index) => {
      if (isRowShown(row)) rowsOf[row.to][row.after ? 'after' : 'before'].push(index);
    });
    let latest = null;
    const distances = steps.map((step, index) => {
      if (!isShown(index)) return 0;
      const distance = latest === null ? 0 : Math.max(step.time - latest, 0);
      latest = Math.max(latest ?? step.time, step.time);
      return distance;
    });
    const scale = byTime ? pixelsPerMillisecond(distances) : 0;
    const top = [], y = [], bottom = [], arrowY = [], silences = [];
    let next = gap, before = null;
    const placeRow = row => { arrowY[row] = next + measure('arrow'); next += measure('row'); };
    steps.forEach((step, index) => {
      const room = before === null ? 0
        : distances[index] * scale - (next + rowsOf[index].before.length * measure('row') + measure('above') - before);
      if (isShown(index) && distances[index] * scale > longest) {
        silences.push({ y: next, height: 44, time: distances[index] });
        next += 44 + gap;
      } else if (isShown(index) && room > 0) next += room;
      top[index] = next;
      if (!isShown(index)) { y[index] = bottom[index] = next; return; }
      rowsOf[index].before.forEach(placeRow);
      before = y[index] = next + measure('above');
      next = y[index] + (Number(calls[index].dataset.lines) - 1) * measure('line') + measure('below');
      rowsOf[index].after.forEach(placeRow);
      bottom[index] = next;
      next += gap;
    });
    return { top, y, bottom, arrowY, silences, height: next + gap };
  }

  function layOut() {
    const { x, width } = lanePlaces(), places = stepPlaces();
    calls.forEach((call, index) => {
      const lane = steps[index].lane, visible = isShown(index);
      call.classList.toggle('hidden', !visible);
      if (!visible) return;
      set(call, { transform: `translate(${x.get(lane)} ${places.y[index]})` });
      call.querySelector('.time').setAttribute('x', timeX - x.get(lane));
    });
    segments.forEach(segment => {
      const lane = Number(segment.dataset.lane), visible = shown.has(lane);
      segment.classList.toggle('hidden', !visible);
      if (!visible) return;
      const { from, to, begins } = segment.dataset;
      const end = segment.classList.contains('outside') ? places.bottom : places.y;
      set(segment, { x1: x.get(lane), x2: x.get(lane), y1: (begins ? places.top : places.y)[from], y2: end[to] });
    });
    arrows.forEach(arrow => layOutArrow(arrow, x, places));
    names.forEach((head, lane) => {
      head.classList.toggle('hidden', !shown.has(lane));
      if (shown.has(lane)) set(head, { transform: `translate(${x.get(lane) - ownX[lane]} 0)` });
    });
    drawSilences(places.silences, width);
    set(ladder, { width, height: places.height, viewBox: `0 0 ${width} ${places.height}` });
    set(heads, { width, viewBox: `0 0 ${width} ${heads.getAttribute('height')}` });
    scaleTo(zoom);
  }

  // Down beside its lane to its own row, and across: as SvgLadder draws it.
  function layOutArrow(arrow, x, places) {
    const visible = isRowShown(arrow.dataset);
    arrow.classList.toggle('hidden', !visible);
    if (!visible) return;
    const { from, fromLane, toLane, row } = arrow.dataset;
    const [x1, x2, y1, y2] = [x.get(Number(fromLane)), x.get(Number(toLane)), places.y[from], places.arrowY[row]];
    const right = x2 >= x1, sign = right ? 1 : -1;
    const fromOutside = !/V/.test(arrow.querySelector('.line').getAttribute('d'));
    const start = fromOutside ? `M${x1} ${y2}` : `M${x1} ${y1}H${x1 + 5 * sign}V${y2}`;
    set(arrow.querySelector('.line'), { d: `${start}H${x2 === x1 ? x2 + 1 : x2 - 2 * sign}` });
    set(arrow.querySelector('.point'), { transform: `translate(${x2} ${y2}) rotate(${right && x2 !== x1 ? 0 : 180})` });
    const label = arrow.querySelector('text');
    if (label) set(label, { x: x1 + 14 * sign, y: y2 - 5 });
  }

  function drawSilences(silences, width) {
    all('.silence').forEach(old => old.remove());
    const make = (name, attributes) => {
      const made = document.createElementNS(ladder.namespaceURI, name);
      set(made, attributes);
      return made;
    };
    [...silences].reverse().forEach(({ y, height, time }) => {
      const group = make('g', { class: 'silence' });
      const text = make('text', { x: 3, y: y + height / 2 + 4 });
      text.textContent = `\u2026 ${inWords(time)} \u2026`;
      group.append(make('rect', { x: 0, y, width, height }), text);
      ladder.prepend(group);
    });
  }

  const inWords = time => time < 1 ? `${Math.round(time * 1000)} \u00b5s`
    : time < 1000 ? `${time.toFixed(1)} ms`
    : time < 100000 ? `${(time / 1000).toFixed(2)} s` : `${Math.round(time / 1000)} s`;

  // The picture is as wide as the window until somebody chooses; larger than it was drawn only if somebody wants that.
  let zoom = null;
  const naturalWidth = () => Number(ladder.getAttribute('width'));
  const fitting = () => Math.min(1, picture.clientWidth / naturalWidth());
  const scale = () => zoom ?? fitting();

  function scaleTo(wanted) {
    const before = ladder.getBoundingClientRect().width || 1;
    zoom = wanted === null ? null : Math.min(Math.max(wanted, 0.1), 5);
    const shownScale = scale(), width = naturalWidth() * shownScale;
    for (const svg of [heads, ladder]) {
      svg.style.width = `${width}px`;
      svg.style.height = `${Number(svg.getAttribute('height')) * shownScale}px`;
    }
    document.getElementById('scale').textContent = `${Math.round(shownScale * 100)} %`;
    return width / before;
  }

  // What is in the middle stays there.
  function zoomTo(wanted) {
    const middle = picture.scrollTop + picture.clientHeight / 2, centre = picture.scrollLeft + picture.clientWidth / 2;
    const factor = scaleTo(wanted);
    picture.scrollTop = middle * factor - picture.clientHeight / 2;
    picture.scrollLeft = centre * factor - picture.clientWidth / 2;
  }

  const zooms = { in: () => zoomTo(scale() * 1.2), out: () => zoomTo(scale() / 1.2), fit: () => zoomTo(null) };
  all('#zoom button', document).forEach(button => button.addEventListener('click', () => zooms[button.dataset.zoom]()));
  const zoomKeys = { '+': zooms.in, '=': zooms.in, '-': zooms.out, '0': zooms.fit };
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in zoomKeys)) return;
    event.preventDefault();
    zoomKeys[event.key]();
  });
  picture.addEventListener('wheel', event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomTo(scale() * Math.exp(-event.deltaY / 400));
  }, { passive: false });
  new ResizeObserver(() => { if (zoom === null) scaleTo(null); }).observe(picture);

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
  boxes.forEach(box => box.addEventListener('change', () => {
    box.checked ? shown.add(Number(box.value)) : shown.delete(Number(box.value));
    layOut();
  }));
  all('#sockets button', document).forEach(button => button.addEventListener('click', () => {
    shown.clear();
    boxes.forEach(box => {
      box.checked = button.dataset.all !== '';
      if (box.checked) shown.add(Number(box.value));
    });
    layOut();
  }));
  all('#axis input', document).forEach(choice => choice.addEventListener('change', () => {
    byTime = choice.value === 'time' && choice.checked;
    layOut();
  }));
  scaleTo(null);
})();
