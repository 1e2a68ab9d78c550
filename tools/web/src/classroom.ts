/** The classroom page. */
document.body.dataset.ready = "true";
