using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Roundtable.Web.Site.Languages;
using Roundtable.Workspace;

namespace Roundtable.Tests.Web.Site.Languages;

/// <summary>Pages in the language of whoever reads them.</summary>
public sealed class SiteLanguagesTests
{
    private const string Arabic = """
        msgid ""
        msgstr ""
        "Language: ar\n"
        "X-Name: العربية\n"
        "X-Direction: rtl\n"
        "X-Plurals: zero: n = 0; one: n = 1; two: n = 2; few: n % 100 = 3..10; many: n % 100 = 11..99\n"

        msgid "Ask"
        msgstr "اسأل"
        """;

    [Fact]
    public async Task The_browser_the_address_or_an_earlier_choice_decides()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var directory = Directory.CreateTempSubdirectory("roundtable-web-");
        Directory.CreateDirectory(Path.Combine(directory.FullName, "languages"));
        await File.WriteAllTextAsync(Path.Combine(directory.FullName, "languages", "ar.po"), Arabic, cancellation);
        await using var site = await RunningSite.StartAsync(data: directory, cancellation: cancellation);

        Assert.Contains("<html lang=\"en\">", await PageAsync("/"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", await PageAsync("/", "pl;q=0.9, tlh"), StringComparison.Ordinal);
        Assert.Contains("Dem Tisch eine Frage stellen", await PageAsync("/", "fr, de-AT;q=0.8, en;q=0.7"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de-AT\">", await PageAsync("/", "fr, de-AT;q=0.8, en;q=0.7"), StringComparison.Ordinal);
        Assert.Contains("向圆桌提问", await PageAsync("/", "zh-CN,zh;q=0.9"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", await PageAsync("/", "zh;q=0, ;;;=,"), StringComparison.Ordinal);

        var chosen = await PageAsync("/?lang=ar", "de");
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", chosen, StringComparison.Ordinal);
        Assert.Contains("اسأل", chosen, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", await PageAsync("/words", "de"), StringComparison.Ordinal); // by the cookie
        Assert.Contains("href=\"/registry?q=llama&amp;lang=de\"", await PageAsync("/registry?q=llama&lang=en"), StringComparison.Ordinal);
        Assert.Contains("Diese Seite gibt es nicht.", await PageAsync("/nowhere?lang=de"), StringComparison.Ordinal);
        Assert.Contains("<script type=\"application/json\" id=\"texts\">{", await PageAsync("/?lang=de"), StringComparison.Ordinal);

        // What is answered to a program, and what is recorded, is English whoever asks.
        using var asked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sessions")
        {
            Content = JsonContent.Create(new { question = "Is water wet?", options = (string[])["Yes", "No"], panel = "rehearsal" }),
            Headers = { { "Accept-Language", "de" } },
        };
        using var begun = await site.Http.SendAsync(asked, cancellation);
        var id = JsonElement.Parse(await begun.Content.ReadAsStringAsync(cancellation)).GetProperty("id").GetString();
        await site.Http.GetStringAsync($"/api/v1/sessions/{id}/events", cancellation);
        Assert.Contains("of 5 seats", await site.Http.GetStringAsync($"/sessions/{id}.md", cancellation), StringComparison.Ordinal);
        using var missing = await site.Http.GetAsync("/api/v1/nowhere", cancellation);
        Assert.Contains("There is no such page.", await missing.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);

        async Task<string> PageAsync(string address, string? accepted = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } };
            if (accepted is not null)
            {
                Assert.True(request.Headers.TryAddWithoutValidation("Accept-Language", accepted));
            }

            using var answer = await site.Http.SendAsync(request, cancellation);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(cancellation)).Replace("&lang", "&amp;lang", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_language_that_cannot_be_read_is_named_with_its_place()
    {
        var directory = Directory.CreateTempSubdirectory("roundtable-languages-");
        Directory.CreateDirectory(Path.Combine(directory.FullName, "languages"));
        File.WriteAllText(Path.Combine(directory.FullName, "languages", "xx.po"), Arabic.Replace("اسأل", "{0}", StringComparison.Ordinal));
        var fault = Assert.Throws<WorkspaceException>(() => SiteLanguages.Read(directory.FullName));
        Assert.Contains("xx.po: '{0}' has other placeholders than 'Ask'.", fault.Message, StringComparison.Ordinal);
        directory.Delete(recursive: true);
    }
}
