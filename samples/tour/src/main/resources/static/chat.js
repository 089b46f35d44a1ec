const socket = new WebSocket(location.href.replace(/^http/, "ws"));
const state = document.getElementById("state");
const said = document.getElementById("said");
const text = document.getElementById("text");

socket.onopen = () => { state.textContent = "Connected"; };
socket.onclose = () => { state.textContent = "Disconnected. Load the page again to reconnect."; };
socket.onmessage = message => {
  const line = document.createElement("li");
  line.textContent = message.data;
  said.append(line);
};
document.getElementById("talk").addEventListener("submit", event => {
  event.preventDefault();
  if (socket.readyState === WebSocket.OPEN) {
    socket.send(text.value);
    text.value = "";
  }
});
