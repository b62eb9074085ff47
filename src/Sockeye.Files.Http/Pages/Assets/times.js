// Times as the visitor's clock shows them. The server writes UTC, and so does the tooltip.

const two = number => String(number).padStart(2, "0");

const dateOf = time => `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
const clockOf = time => `${two(time.getHours())}:${two(time.getMinutes())}`;

export function showLocalTimes(body) {
  for (const time of body.querySelectorAll("time")) {
    time.title = time.textContent;
    const local = new Date(time.dateTime);
    time.textContent = `${dateOf(local)} ${clockOf(local)}`;
  }
}
