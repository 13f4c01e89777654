"""The page on which a partner browses and tries the API."""

from playwright.sync_api import Page, expect


def test_the_documentation_of_the_api_loads_without_breaking_our_own_rules(page: Page, live_server) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/api/v1/docs/")
    page.locator("#operations-quotes-quotes_create .opblock-summary").click()
    expect(page.locator("#operations-quotes-quotes_create")).to_contain_text("external_reference")
    assert complaints == []
