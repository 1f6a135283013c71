using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Roundtable.EndToEnd.Content;

/// <summary>
/// Fills a data directory with something on every page: forty sessions of all kinds by models of twelve vendors on a server of this computer, imports, runs with
/// gold, calls, scans, sets, a student, rulings, disclosures, audits, findings. <c>eng/site-data FOLDER</c> makes one to look at.
/// </summary>
public sealed class SiteContent
{
    /// <summary>The folder that <c>eng/site-data</c> wants filled: the data directory is its <c>data</c>.</summary>
    private const string FolderVariable = "ROUNDTABLE_SITE_DATA";

    private static readonly string _samples = Path.Combine(Repository.Root, "samples");
    private static readonly string[] _labellers = ["anthropic/claude-sonnet-5", "openai/gpt-5.5", "mistral/mistral-large-latest", "deepseek/deepseek-v4-pro"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Made()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.False(string.IsNullOrEmpty(folder), $"{FolderVariable} has to name the folder.");
        await using var server = await ProviderServer.StartAsync(TwelveVendors.AnswerAsync);
        await using var site = await SiteProcess.StartOnAsync(Path.Combine(folder, "data"), TwelveVendors.Yaml(server.Address), new Dictionary<string, string>
        {
            ["OPENAI_API_KEY"] = "sk-of-nobody-at-all-0123456789",
        });
        await FillAsync(site, Directory.CreateDirectory(Path.Combine(folder, "files")).FullName, sessions: 34);
    }

    /// <summary>Fills it, each kind of thing after those that it is made of.</summary>
    /// <param name="site">The site.</param>
    /// <param name="files">A folder for what is scanned and made.</param>
    /// <param name="sessions">How many sessions by models of twelve vendors; six more are the rehearsal panel's.</param>
    internal static async Task FillAsync(SiteProcess site, string files, int sessions)
    {
        await RunAsync(site, "registry", "add", Path.Combine(_samples, "registry.yaml"));
        var asked = await SessionsAsync(site, sessions);
        foreach (var transcript in Directory.EnumerateFiles(Path.Combine(_samples, "transcripts")).Order(StringComparer.Ordinal))
        {
            await site.Program.RunAsync(Cancellation, "import", transcript); // claims that are wrong have an exit code of their own
        }

        await SharedAsync(site, asked);
        await CallsAsync(site);
        await LabelledAsync(site, files);
        await CorpusAsync(site, files);
        await FindingsAsync(site, files);
        foreach (var (content, use) in ((string, string)[])[("model:meta/llama-3.1", "train-competing"), ("model:stanford/alpaca-7b", "resell"), ("dataset:acme/tickets", "publish")])
        {
            await site.Program.RunAsync(Cancellation, "judge", content, "--use", use); // denied and unknown have exit codes of their own
        }

        await RunAsync(site, "audit", "cutoff", "xai");
    }

    /// <summary>Polls, debates, ranked ones, several samples, open questions, answers in full.</summary>
    private static async Task<IReadOnlyList<string>> SessionsAsync(SiteProcess site, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var asked = AskedThings.All[i % AskedThings.All.Count];
            var models = Enumerable.Range(0, 3 + (i % 4)).Select(s => TwelveVendors.Models[((i * 5) + (s * 7)) % TwelveVendors.Models.Count]).Distinct()
                .Select(m => $"{m.Connection}/{m.Model}").ToArray();
            var isOpen = i % 11 == 8;
            ids.Add(await site.AskAsync(new
            {
                question = asked.Question,
                options = isOpen ? [] : asked.Options.Select(o => o.Option).ToArray(),
                open = isOpen,
                models,
                debate = i % 3 == 1,
                ranked = !isOpen && i % 5 == 2,
                samples = i % 7 == 3 ? 2 : 1,
                asIs = true,
            }));
            await site.FinishedAsync(ids[^1]);
        }

        // Answers in full are the rehearsal panel's: what fuses them has to quote what was said.
        object[] whole =
        [
            new { question = "What is the best database for a multi-tenant SaaS, and why?", panel = "rehearsal", review = true },
            new { question = "How should a small museum make its collection accessible online?", panel = "rehearsal" },
            new { question = "Wie führt ein Verein Protokolle, die jeder versteht?", panel = "rehearsal", review = true },
            new { question = "Which cache?", panel = "rehearsal", scout = 2 },
            new { question = "How much?", panel = "rehearsal", schema = new { type = "object", properties = new { price = new { type = "number" } }, required = new[] { "price" } } },
            new { question = "Should the minutes be public?", options = new[] { "Yes", "No" }, panel = "rehearsal", debate = true, ranked = true },
        ];
        foreach (var request in whole)
        {
            ids.Add(await site.AskAsync(request));
            await site.FinishedAsync(ids[^1]);
        }

        return ids;
    }

    /// <summary>Some of them in public, with tags.</summary>
    private static async Task SharedAsync(SiteProcess site, IReadOnlyList<string> sessions)
    {
        string[] tags = ["cities", "software, databases", "food", "schools", "astronomy", "工作", "مكتبات", "Gemeinde", "models"];
        for (var i = 0; i < tags.Length; i++)
        {
            // Terms that deny it refuse some.
            if (await PostAsync(site, $"/sessions/{sessions[i]}/share", []))
            {
                await PostAsync(site, $"/sessions/{sessions[i]}/gallery", new() { ["tags"] = tags[i] });
            }
        }
    }

    private static async Task CallsAsync(SiteProcess site)
    {
        foreach (var asked in AskedThings.All)
        {
            foreach (var (connection, model) in TwelveVendors.Models.Take(4))
            {
                using var answer = await site.Http.PostAsJsonAsync($"/{connection}/v1/chat/completions", new
                {
                    model,
                    messages = new[] { new { role = "user", content = asked.Question } },
                }, Cancellation);
                await answer.Content.ReadAsStringAsync(Cancellation);
            }
        }
    }

    /// <summary>Two runs of labels with gold by two people, a bench, a set, a student.</summary>
    private static async Task LabelledAsync(SiteProcess site, string files)
    {
        var messages = Path.Combine(files, "messages.jsonl");
        await File.WriteAllLinesAsync(messages, MadeUpMessages.All.Select((text, i) => JsonSerializer.Serialize(new { id = $"m{i + 1}", text })), Cancellation);
        var codebook = Path.Combine(_samples, "tone.yaml");
        string[] panel = [.. _labellers.SelectMany(static m => (string[])["-m", m])];
        var labelled = JsonElement.Parse(await RunAsync(site, ["label", messages, "--codebook", codebook, .. panel, "--gold", "60", "--queue", "0", "--yes", "--json"]));
        var sheet = labelled.GetProperty("gold")[0].GetProperty("sheet").GetString()!;
        var drawn = await RunAsync(site, "gold", "export", sheet, "--blank");
        foreach (var (person, differs) in ((string, int)[])[("Ann", 0), ("Bob", 12)])
        {
            var path = Path.Combine(files, $"gold-{person}.jsonl");
            var rows = drawn.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!.AsObject()).ToList();
            foreach (var (i, row) in rows.Index())
            {
                row["label"] = differs > 0 && i % differs == 5 ? "neutral" : MadeUpMessages.Tone(row["text"]!.GetValue<string>());
            }

            await File.WriteAllLinesAsync(path, rows.Select(static r => r.ToJsonString()), Cancellation);
            await RunAsync(site, "gold", "import", path, "--draw", sheet, "--annotator", person);
        }

        var run = labelled.GetProperty("run").GetString()!;
        await RunAsync(site, "label", "--recompute", run);
        await RunAsync(site, "bench", "--votes", Path.Combine(_samples, "votes.tsv"));
        var questions = Path.Combine(files, "questions.jsonl");
        await File.WriteAllLinesAsync(questions, AskedThings.All.Select((a, i) => JsonSerializer.Serialize(new { id = $"q{i + 1}", question = a.Question, options = a.Options.Select(static o => o.Option) })), Cancellation);
        await RunAsync(site, ["poll", questions, .. panel, "--yes"]);
        await RunAsync(site, "set", "make", run, "--from", "runs", "--format", "openai", "--for", "evaluate", "--only-allowed", "--out", Path.Combine(files, "tone-set"));
        await RunAsync(site, ["label", messages, "--codebook", codebook, "-m", "deepseek/deepseek-v4-pro", "--for", "distil", "--gold", "0", "--queue", "0", "--yes"]);
        await RunAsync(site, "teach", codebook, "--teacher", "last", "--out", Path.Combine(files, "tone-student"));
    }

    /// <summary>Two scans of a corpus, what is published of it, and an audit by somebody else.</summary>
    private static async Task CorpusAsync(SiteProcess site, string files)
    {
        var corpus = Directory.CreateDirectory(Path.Combine(files, "corpus")).FullName;
        var report = Path.Combine(files, "report");
        await MadeUpCorpus.WriteAsync(corpus);
        await RunAsync(site, "scan", corpus, "--out", report);
        await RunAsync(site, "scan", Path.Combine(_samples, "messages.jsonl"), "--out", Path.Combine(files, "report-of-messages"));
        foreach (var form in (string[])["card", "eu", "ca"])
        {
            await RunAsync(site, "disclose", "acme/tickets", "--form", form, "--scan", report, "--out", Path.Combine(files, form), "--publish");
        }

        await RunAsync(site, "disclose", "acme/tickets", "--form", "eu", "--scan", Path.Combine(files, "report-of-messages"), "--out", Path.Combine(files, "eu-later"), "--publish");
        var key = Path.Combine(site.Data, "log", "keys");
        string At(string name) => Path.Combine(files, name);
        await RunAsync(site, "disclose", "commit", report, "--out", At("commitment"));
        await RunAsync(site, "disclose", "challenge", At("commitment/commitment.tlog-proof"), "--key", key, "--by", "Ann Auditor", "--rows", "40", "--nonce", At("nonce"), "--out", At("challenge.json"));
        await RunAsync(site, "disclose", "accept", At("challenge.json"), "--out", At("accepted.tlog-proof"));
        await RunAsync(site, "disclose", "reveal", At("accepted.tlog-proof"), "--key", key, "--nonce", At("nonce"), "--out", At("reveal.json"));
        await RunAsync(site, "disclose", "open", At("commitment"), At("reveal.json"), "--out", At("audit.json"));
        await site.Program.RunAsync(Cancellation, "disclose", "judge", At("audit.json"), "--key", key, "--record"); // what it finds has an exit code
    }

    private static async Task FindingsAsync(SiteProcess site, string files)
    {
        var (before, now) = (Path.Combine(files, "before.jsonl"), Path.Combine(files, "now.jsonl"));
        await File.WriteAllTextAsync(before, Traffic.People(0, 140), Cancellation);
        await File.WriteAllTextAsync(now, Traffic.Sorted(Traffic.People(7, 120) + Traffic.Campaign(24, 12)), Cancellation);
        await RunAsync(site, "watch", now, "--reference", before, "--window", "300");
        var finding = JsonElement.Parse(await RunAsync(site, "watch", "list", "--json")).GetProperty("findings")[0].GetProperty("id").GetString()!;
        await RunAsync(site, "watch", "appeal", finding, "--text", "We test our own product.", "--by", "account-3");
    }

    private static async Task<bool> PostAsync(SiteProcess site, string address, Dictionary<string, string> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form), Headers = { { "Origin", site.Address } } };
        using var answer = await site.Http.SendAsync(request, Cancellation);
        return answer.IsSuccessStatusCode;
    }

    private static async Task<string> RunAsync(SiteProcess site, params string[] arguments)
    {
        var (code, output, error) = await site.Program.RunAsync(Cancellation, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}{output}");
        return output;
    }
}
