using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Roundtable.EndToEnd.Content;

/// <summary>
/// Fills a data directory with something on most pages: forty sessions of all kinds by models of twelve vendors on a server of this computer, imports, a run
/// with gold, calls, a scan, rulings, a disclosure, a commitment. <c>eng/site-data FOLDER</c> makes one to look at.
/// </summary>
public sealed class SiteContent
{
    /// <summary>The folder that <c>eng/site-data</c> wants filled.</summary>
    private const string FolderVariable = "ROUNDTABLE_SITE_DATA";

    [Fact(Explicit = true)]
    public async Task Made()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.False(string.IsNullOrEmpty(folder), $"{FolderVariable} has to name the folder.");
        await using var server = await ProviderServer.StartAsync(TwelveVendors.AnswerAsync);
        await using var site = await SiteProcess.StartAsync(yaml: TwelveVendors.Yaml(server.Address) + Gateway(server.Address), variables: Keys);
        await FillAsync(site);
        CopyTo(new DirectoryInfo(site.Data), folder);
    }

    private static readonly Dictionary<string, string> Keys = new() { ["OPENAI_API_KEY"] = "sk-of-nobody-at-all-0123456789" };

    private static string Gateway(Uri server) => $"gateway:\n  upstreams:\n    openai: {{ address: \"{server}\" }}\n";

    private static async Task FillAsync(SiteProcess site)
    {
        await SessionsAsync(site);
        var samples = Path.Combine(Repository.Root, "samples");
        foreach (var transcript in Directory.EnumerateFiles(Path.Combine(samples, "transcripts")).Order(StringComparer.Ordinal))
        {
            await site.Program.RunAsync(TestContext.Current.CancellationToken, "import", transcript); // what does not add up in one has an exit code of its own
        }

        var labelled = JsonElement.Parse(await RunAsync(
            site, "label", Path.Combine(samples, "messages.jsonl"), "--codebook", Path.Combine(samples, "tone.yaml"), "--panel", "rehearsal", "--gold", "20", "--queue", "0", "--json"));
        await GoldAsync(site, labelled.GetProperty("gold")[0].GetProperty("sheet").GetString()!);
        await RunAsync(site, "label", "--recompute", labelled.GetProperty("run").GetString()!);
        await RunAsync(site, "bench", "--votes", Path.Combine(samples, "votes.tsv"));
        await RunAsync(site, "registry", "add", Path.Combine(samples, "registry.yaml"));
        await RunAsync(site, "scan", Path.Combine(samples, "messages.jsonl"), "--out", Path.Combine(site.Data, "report"));
        foreach (var (content, use) in ((string, string)[])[("model:meta/llama-3.1", "train-competing"), ("model:stanford/alpaca-7b", "resell"), ("dataset:acme/tickets", "publish")])
        {
            await site.Program.RunAsync(TestContext.Current.CancellationToken, "judge", content, "--use", use); // denied and unknown have exit codes of their own
        }

        await RunAsync(site, "disclose", "acme/tickets", "--form", "card", "--scan", Path.Combine(site.Data, "report"), "--out", Path.Combine(site.Data, "card"), "--publish");
        await RunAsync(site, "disclose", "commit", Path.Combine(site.Data, "report"), "--out", Path.Combine(site.Data, "commitment"));
        await RunAsync(site, "audit", "cutoff", "xai");
        await CallsAsync(site);
    }

    /// <summary>Polls, debates, open questions, answers in full, several samples: each question three times and a little more.</summary>
    private static async Task SessionsAsync(SiteProcess site)
    {
        for (var i = 0; i < 40; i++)
        {
            var asked = AskedThings.All[i % AskedThings.All.Count];
            var models = Enumerable.Range(0, 3 + (i % 4)).Select(s => TwelveVendors.Models[((i * 5) + (s * 7)) % TwelveVendors.Models.Count]).Distinct()
                .Select(m => $"{m.Connection}/{m.Model}").ToArray();
            var id = await site.AskAsync(new
            {
                question = asked.Question,
                options = asked.Options.Select(o => o.Option).ToArray(),
                models,
                debate = i % 3 == 1,
                ranked = i % 5 == 2,
                samples = i % 7 == 3 ? 2 : 1,
            });
            await site.FinishedAsync(id); // a caller has so many sessions at once and no more
        }
    }

    /// <summary>Two people label what was drawn, and differ where one hears a complaint and the other a plain statement.</summary>
    private static async Task GoldAsync(SiteProcess site, string sheet)
    {
        foreach (var name in (string[])["Ann", "Ben"])
        {
            while (true)
            {
                using var next = await site.Http.GetAsync(new Uri($"/api/v1/gold/{sheet}/next?as={name}", UriKind.Relative));
                if (next.StatusCode == HttpStatusCode.NoContent)
                {
                    break;
                }

                var item = JsonElement.Parse(await next.Content.ReadAsStringAsync());
                var answer = Tone(item.GetProperty("text").GetString()!, plainly: name == "Ben");
                using var labelled = await site.Http.PostAsJsonAsync(
                    $"/api/v1/gold/{sheet}/labels", new { item = item.GetProperty("id").GetString(), answer, @as = name });
                Assert.True(labelled.IsSuccessStatusCode, await labelled.Content.ReadAsStringAsync());
            }
        }
    }

    private static string Tone(string text, bool plainly) => text switch
    {
        _ when text.Contains("pleasant", StringComparison.Ordinal) || text.Contains("thank", StringComparison.OrdinalIgnoreCase) => "pleased",
        _ when text.Contains("broke", StringComparison.Ordinal) || (!plainly && text.Contains("not", StringComparison.Ordinal)) => "upset",
        _ => "neutral",
    };

    private static async Task CallsAsync(SiteProcess site)
    {
        foreach (var asked in AskedThings.All.Take(6))
        {
            using var answer = await site.Http.PostAsJsonAsync(
                "/openai/v1/chat/completions", new { model = "gpt-5.5", messages = new[] { new { role = "user", content = asked.Question } } });
            await answer.Content.ReadAsStringAsync();
        }
    }

    private static async Task<string> RunAsync(SiteProcess site, params string[] arguments)
    {
        var (code, output, error) = await site.Program.RunAsync(TestContext.Current.CancellationToken, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}");
        return output;
    }

    private static void CopyTo(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(to, Path.GetRelativePath(from.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file.CopyTo(path, overwrite: true);
        }
    }
}
