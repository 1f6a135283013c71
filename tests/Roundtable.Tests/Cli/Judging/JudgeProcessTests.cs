using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Judging;

/// <summary>The registry and rulings as a person meets them, with two models whose terms differ.</summary>
public sealed class JudgeProcessTests : IAsyncLifetime
{
    private const string Vote = """{"choice":"Yes","reasoning":"Because it is better.","confidence":0.9}""";

    private const string Registry = """
        terms: free
        version: "1"
        from: 2020-01-01
        source: { address: "https://free.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow-if, conditions: [attribution: Free], where: section 1, says: Anything may be done with answers. }
        ---
        terms: strict
        version: "1"
        from: 2020-01-01
        source: { address: "https://strict.example/terms", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow, where: section 1, says: Answers may be used. }
          - { subject: outputs, use: [train-open, train-competing], effect: deny, where: section 2, says: Nothing may be trained on answers. }
        """;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;
    private ProviderServer _server = null!;

    public JudgeProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ProviderServer.StartAsync(ProviderAnswers.Says(Vote));
        await WriteAsync("roundtable.yaml", $"""
            organisation: acme
            connections:
              open: {"{"} address: "{_server.Address}v1", route: direct, terms: free@1, models: [m], schema: false {"}"}
              shut: {"{"} address: "{_server.Address}v1", route: direct, terms: strict@1, models: [m], schema: false {"}"}
            """);
        await WriteAsync("terms.yaml", Registry);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Terms_are_added_once_and_never_changed()
    {
        Assert.Contains("2 entries could be added", (await RunAsync("registry", "add", "terms.yaml", "--check")).Out, StringComparison.Ordinal);
        var added = await RunAsync("registry", "add", "terms.yaml");
        Assert.Equal((ExitCode.Ok, "terms:free@1 is on the record as leaf 0.\nterms:strict@1 is on the record as leaf 1.\n"), (added.Code, added.Out));
        Assert.Equal(added.Out, (await RunAsync("registry", "add", "terms.yaml")).Out);
        await WriteAsync("terms.yaml", Registry.Replace("effect: deny", "effect: allow", StringComparison.Ordinal));
        var edited = await RunAsync("registry", "add", "terms.yaml");
        Assert.Equal(ExitCode.BadData, edited.Code);
        Assert.Contains("Nothing was added. terms:strict@1 is already registered, and entries are immutable", edited.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing may be trained on answers.", (await RunAsync("registry", "show", "strict")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_file_adds_nothing_and_tells_every_place()
    {
        await WriteAsync("terms.yaml", Registry.Replace("confidence: high", "confidence: certain", StringComparison.Ordinal));
        var added = await RunAsync("registry", "add", "terms.yaml");
        Assert.Equal(ExitCode.BadData, added.Code);
        Assert.Contains("there are 2 errors:\n  terms.yaml:5:13: 'confidence' is 'certain'; it must be one of high, medium, low.\n  terms.yaml:13:13:", added.Error, StringComparison.Ordinal);
        Assert.Equal("[]", (await RunAsync("registry", "list", "--text", "free.example", "--json")).Out.Trim());
    }

    [Fact]
    public async Task What_would_come_from_itself_is_refused_with_the_way()
    {
        await WriteAsync("a.yaml", "dataset: a\nversion: \"1\"\nsources:\n  - derived-from: dataset:c@1\n");
        await WriteAsync("b.yaml", "dataset: b\nversion: \"1\"\nsources:\n  - derived-from: dataset:a@1\n");
        await WriteAsync("c.yaml", "dataset: c\nversion: \"1\"\nsources:\n  - derived-from: dataset:b@1\n");
        Assert.Equal(ExitCode.Ok, (await RunAsync("registry", "add", "a.yaml", "b.yaml")).Code);
        var refused = await RunAsync("registry", "add", "c.yaml");
        Assert.Equal(ExitCode.BadData, refused.Code);
        Assert.Contains("dataset:c@1 would come from itself: dataset:c@1, dataset:b@1, dataset:a@1, dataset:c@1.", refused.Error, StringComparison.Ordinal);
        // Also where it was named before it was there, and without a version.
        await WriteAsync("d.yaml", "dataset: d\nversion: \"1\"\nsources:\n  - derived-from: dataset:e\n");
        await WriteAsync("e.yaml", "dataset: e\nversion: \"1\"\nsources:\n  - derived-from: dataset:d\n");
        Assert.Equal(ExitCode.Ok, (await RunAsync("registry", "add", "d.yaml")).Code);
        Assert.Contains("dataset:e@1 would come from itself: dataset:e@1, dataset:d@1, dataset:e@1.", (await RunAsync("registry", "add", "e.yaml")).Error, StringComparison.Ordinal);
        Assert.Contains("would come from itself", (await RunAsync("registry", "add", "b.yaml", "c.yaml", "a.yaml")).Error + (await RunAsync("registry", "add", "c.yaml", "--check")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_shows_its_rights_and_exports_only_what_is_allowed()
    {
        await RunAsync("registry", "add", "terms.yaml");
        Assert.Equal(ExitCode.Ok, (await RunAsync("ask", "Ship it?", "-o", "Yes", "-o", "No", "-m", "open/m", "-m", "shut/m")).Code);
        var shown = (await RunAsync("sessions", "show", "last")).Out;
        Assert.Contains("Rights of acme", shown, StringComparison.Ordinal);
        Assert.Contains("denied: train-open, train-competing: Nothing may be trained on answers", string.Join(' ', shown.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        var refused = await RunAsync("sessions", "export", "last", "--for", "train-open", "--format", "jsonl", "--out", "rows.jsonl");
        Assert.Equal(ExitCode.Denied, refused.Code);
        Assert.Contains("train-open is not allowed for 1 of the 2 ballots", refused.Error, StringComparison.Ordinal);
        Assert.Contains("What remains with --only-allowed: r1.s1.", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_data.FullName, "rows.jsonl")));
        var leaf = refused.Error[(refused.Error.IndexOf("as leaf ", StringComparison.Ordinal) + 8)..].Split('.')[0];
        var recorded = JsonElement.Parse((await RunAsync("log", "show", leaf, "--json")).Out);
        Assert.Equal("ruling", recorded.GetProperty("leaf").GetProperty("kind").GetString());
        var ruling = JsonElement.Parse(Convert.FromBase64String(recorded.GetProperty("opened").GetProperty("document").GetProperty("bytes").GetString()!));
        Assert.Equal("denied", ruling.GetProperty("outcome").GetString());

        Assert.Equal(ExitCode.Denied, (await RunAsync("sessions", "export", "last", "--for", "train-open", "--format", "markdown")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("sessions", "export", "last", "--for", "publish", "--format", "markdown", "--out", "s.md")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("sessions", "export", "last", "--format", "jsonl")).Code);

        var written = await RunAsync("sessions", "export", "last", "--for", "train-open", "--only-allowed", "--out", "rows.jsonl", "--register", "acme/rows@1");
        Assert.True(written.Code == ExitCode.Ok, written.Error);
        Assert.Contains("to be kept: give the credit: Free", written.Error, StringComparison.Ordinal);
        var row = JsonElement.Parse(Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_data.FullName, "rows.jsonl"), Cancellation)));
        Assert.Equal("assistant", row.GetProperty("messages").EnumerateArray().Last().GetProperty("role").GetString());
        Assert.Equal("open/m", row.GetProperty("provenance").GetProperty("model").GetString());

        // The dataset came from the record, and the rows say so themselves.
        Assert.Equal(ExitCode.Ok, (await RunAsync("judge", "dataset:acme/rows", "--use", "train-open")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("judge", "rows.jsonl", "--use", "train-open")).Code);
        Assert.Contains("made with leaf:", (await RunAsync("registry", "lineage", "acme/rows", "--up")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_panel_is_asked_for_a_use_only_where_every_answer_may_be_used_so()
    {
        await RunAsync("registry", "add", "terms.yaml");
        var refused = await RunAsync("ask", "Ship it?", "-o", "Yes", "-o", "No", "-m", "open/m", "-m", "shut/m", "--for", "train-open");
        Assert.Equal(ExitCode.Denied, refused.Code);
        Assert.Contains("shut/m, train-open: denied; Nothing may be trained on answers (strict@1, section 2)", refused.Error, StringComparison.Ordinal);
        Assert.Contains("What remains: open/m.", refused.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
        Assert.Contains("\"kind\":\"ruling\"", (await RunAsync("log", "show", "2", "--json")).Out, StringComparison.Ordinal);

        // What nobody knows is refused like what is denied.
        Assert.Equal(ExitCode.NotKnown, (await RunAsync("ask", "Ship it?", "-o", "Yes", "-o", "No", "--panel", "rehearsal", "--for", "evaluate")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("ask", "Ship it?", "-o", "Yes", "-o", "No", "-m", "open/m", "--for", "trian")).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("ask", "Ship it?", "-o", "Yes", "-o", "No", "-m", "open/m", "--for", "train-open")).Code);
    }

    [Fact]
    public async Task Rows_are_judged_by_what_they_say_of_themselves_and_the_allowed_ones_written()
    {
        await RunAsync("registry", "add", "terms.yaml");
        await WriteAsync("rows.jsonl", string.Join('\n',
            """{"text":"a","provenance":{"model":"open/m","route":"direct","terms":"free@1","obtained":"2026-01-01"}}""",
            """{"text":"b","model":"shut/m","route":"direct","terms":"strict@1","obtained":"2026-01-01T10:00:00Z"}""",
            """{"text":"c"}""",
            """{"text":"d","licence":"cc0-1.0"}""",
            """{"text":"e","licence":"cc-by-sa-4.0","dataset":"openai/gsm8k"}""",
            "not json",
            "",
            """{"text":"f","model":"open/m","route":"direct","terms":"free@1","obtained":"2019-12-31"}""") + "\n");
        var json = JsonElement.Parse((await RunAsync("judge", "rows.jsonl", "--use", "train-open", "--only-allowed", "kept.jsonl", "--rows", "answers.jsonl", "--json")).Out);
        Assert.Equal("denied", json.GetProperty("outcome").GetString());
        Assert.Equal((7, 1, 3), (json.GetProperty("rows").GetInt32(), json.GetProperty("unreadable").GetInt32(), json.GetProperty("remaining").GetInt32()));
        Assert.Equal(["a", "d", "e"], (await File.ReadAllLinesAsync(Path.Combine(_data.FullName, "kept.jsonl"), Cancellation)).Select(l => JsonElement.Parse(l).GetProperty("text").GetString()));
        Assert.Equal(
            ["allowed-if", "denied", "unknown", "allowed", "allowed-if", "unreadable", "unknown"],
            (await File.ReadAllLinesAsync(Path.Combine(_data.FullName, "answers.jsonl"), Cancellation)).Select(l => JsonElement.Parse(l).GetProperty("outcome").GetString()));
        Assert.True(json.GetProperty("leaf").GetInt64() > 1);
        Assert.Equal(ExitCode.Unwritable, (await RunAsync("judge", "rows.jsonl", "--use", "train-open", "--only-allowed", "kept.jsonl")).Code);
        Assert.Equal(ExitCode.Denied, (await RunAsync("judge", "rows.jsonl", "--use", "train-open")).Code);
    }

    [Fact]
    public async Task What_if_is_answered_and_not_recorded()
    {
        await WriteAsync("d.yaml", """
            dataset: mixed
            version: "1"
            whose: acme
            sources:
              - made-with: [dataset:tatsu-lab/alpaca, dataset:openai/gsm8k]
                on: 2024-05-01
            """);
        await RunAsync("registry", "add", "d.yaml");
        var judged = await RunAsync("judge", "mixed", "--use", "resell");
        Assert.Equal(ExitCode.Denied, judged.Code);
        Assert.Contains("Without the dataset tatsu-lab/alpaca it would be allowed (dataset:tatsu-lab/alpaca@2023-03-13).", judged.Out, StringComparison.Ordinal);
        Assert.Contains("On the record as leaf", judged.Out, StringComparison.Ordinal);
        var without = await RunAsync("judge", "mixed", "--use", "resell", "--without", "tatsu-lab/alpaca");
        Assert.Equal(ExitCode.Ok, without.Code);
        Assert.DoesNotContain("On the record", without.Out, StringComparison.Ordinal);
        Assert.Contains(", without dataset:tatsu-lab/alpaca@2023-03-13,", without.Out, StringComparison.Ordinal);
        Assert.Contains("had everything been obtained on 2023-05-01", (await RunAsync("judge", "mixed", "--use", "publish", "--obtained", "2023-05-01")).Out, StringComparison.Ordinal);
        var lineage = JsonElement.Parse((await RunAsync("judge", "lineage:mixed", "--use", "resell", "--use", "evaluate", "--json")).Out);
        Assert.Equal(4, lineage.GetArrayLength());
    }

    [Fact]
    public async Task Days_that_cannot_be_read_are_unknown_and_counted()
    {
        await RunAsync("registry", "add", "terms.yaml");
        string[] days =
        [
            "\"2025-06-01\"", "\"2025-06-01T23:30:00-05:00\"", "\"2019-12-31T23:30:00-05:00\"", "[\"2025-06-01\",\"2019-12-31\"]", "\"06/01/2023\"", "\"2023-6-1\"", "\"2023-06\"", "\"June 2023\"",
            "\"2999-01-01\"", "[null]", "20250601", "null",
        ];
        await WriteAsync("days.jsonl", string.Concat(days.Select(d => $$"""{"model":"open/m","route":"direct","connection":"open","terms":"free@1","obtained":{{d}}}""" + "\n"))
            + """{"sources":[null],"licence":"free"}""" + "\n");
        var json = JsonElement.Parse((await RunAsync("judge", "days.jsonl", "--use", "publish", "--rows", "days.out", "--json")).Out);
        Assert.Equal(
            ["allowed-if", "allowed-if", "allowed-if", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown", "unknown", "allowed-if", "unknown"],
            (await File.ReadAllLinesAsync(Path.Combine(_data.FullName, "days.out"), Cancellation)).Select(l => JsonElement.Parse(l).GetProperty("outcome").GetString()));
        Assert.Equal(8, json.GetProperty("unread").GetInt32());
        Assert.Contains("8 rows tell a day or a source that cannot be read", json.GetProperty("says").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_and_is_served_has_to_be_known()
    {
        var told = await RunAsync("judge", "openai/gsm8k", "--use", "publish", "--as", "opneai");
        Assert.Equal(ExitCode.Usage, told.Code);
        Assert.Contains("did you mean 'openai'?", told.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("judge", "openai/gsm8k", "--use", "publish", "--as", "openai")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("judge", "openai/gsm8k", "--use", "resell", "--serves", "opneai")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("judge", "openai/gsm8k", "--use", "publish", "--serves", "openai")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("judge", "openai/gsm8k", "--use", "resell", "--served-in", "Europe")).Code);
        Assert.Equal("mistral", JsonElement.Parse((await RunAsync("judge", "openai/gsm8k", "--use", "resell", "--serves", "mistral", "--json")).Out).GetProperty("serves").GetString());
    }

    [Fact]
    public async Task Earlier_rulings_stay_and_are_held_against_what_is_said_today()
    {
        await WriteAsync("d.yaml", "dataset: d\nversion: \"1\"\nlicence: mit\n");
        await RunAsync("registry", "add", "d.yaml");
        var leaf = JsonElement.Parse((await RunAsync("judge", "d", "--use", "publish", "--json")).Out).GetProperty("leaf").GetInt64();
        Assert.StartsWith("0 of 1 rulings would differ today.", (await RunAsync("judge", "--compare")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("would come out otherwise", (await RunAsync("log", "show", $"{leaf}")).Out, StringComparison.Ordinal);

        // The first version of the rules, of which the file is, did not ask about derivatives; what was added since is told apart from a rule.
        await WriteAsync("before.jsonl", """
            {"format":1,"content":{"id":"dataset:databricks/databricks-dolly-15k@2023-04-12"},"use":"train-open","on":"2026-11-01","outcome":"allowed","conditions":[]}
            {"format":1,"content":{"id":"file:abc"},"use":"publish","on":"2026-11-01","outcome":"allowed"}
            """);
        var compared = JsonElement.Parse((await RunAsync("judge", "before.jsonl", "--compare", "--json")).Out);
        Assert.Equal((1, 1), (compared.GetProperty("compared").GetInt32(), compared.GetProperty("notComparable").GetInt32()));
        Assert.Equal("derivatives", compared.GetProperty("differences")[0].GetProperty("rule").GetString());

        await WriteAsync("d2.yaml", "dataset: d\nversion: \"1\"\nrevision: 2\ncorrection: It has no licence.\n");
        await RunAsync("registry", "add", "d2.yaml");
        Assert.Contains("dataset:d@1, publish by acme: allowed with conditions before, unknown today (registry)", (await RunAsync("judge", "--compare")).Out, StringComparison.Ordinal);
        Assert.Contains("The ruling stays as it is; today it would come out otherwise.", (await RunAsync("log", "show", $"{leaf}")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("judge", "nowhere.jsonl", "--compare")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("judge", "--use", "publish")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("judge", "d")).Code);
    }

    [Fact]
    public async Task A_check_of_the_registry_tells_what_added_entries_widened_and_by_which_right()
    {
        await WriteAsync("a.yaml", """
            dataset: a
            version: "1"
            licence: nobodys
            ---
            model: xyz/big
            version: "1"
            vendor: xyz
            weights: closed
            ---
            provider: xyz
            version: "1"
            whose: xyz
            route: direct
            terms: strict
            """);
        await RunAsync("registry", "add", "terms.yaml");
        await RunAsync("registry", "add", "a.yaml");
        await WriteAsync("b.yaml", """
            organisation: xyz
            version: "1"
            default-terms: free
            """);
        await RunAsync("registry", "add", "b.yaml");
        var today = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var check = JsonElement.Parse((await RunAsync("registry", "check", "--since", today, "--json")).Out);
        Assert.Equal(6, check.GetProperty("added").GetInt32());
        Assert.Equal(0, JsonElement.Parse((await RunAsync("registry", "check", "--since", "2999-01-01", "--json")).Out).GetProperty("added").GetInt32());
        Assert.Equal(ExitCode.Usage, (await RunAsync("registry", "check", "--since", "yesterday")).Code);
    }

    [Fact]
    public async Task A_ruling_is_one_leaf_a_day_and_rests_on_entries_that_are_on_the_record()
    {
        var first = JsonElement.Parse((await RunAsync("judge", "openai/gsm8k", "--use", "publish", "--json")).Out);
        var again = JsonElement.Parse((await RunAsync("judge", "openai/gsm8k", "--use", "publish", "--json")).Out);
        Assert.Equal("allowed-if", first.GetProperty("outcome").GetString());
        Assert.Equal((1, 1), (first.GetProperty("leaf").GetInt32(), again.GetProperty("leaf").GetInt32()));
        Assert.Contains("On the record as leaf 0", (await RunAsync("registry", "show", "terms:mit")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("log", "verify")).Code);
    }

    [Theory]
    [InlineData("nothing", "--use", "publish", ExitCode.NotFound)]
    [InlineData("leaf:7", "--use", "publish", ExitCode.NotFound)]
    [InlineData("openai/gsm8k", "--use", "sell", ExitCode.Usage)]
    [InlineData("openai/gsm8k", "--on", "tomorrow", ExitCode.Usage)]
    public async Task A_slip_is_told(string content, string option, string value, int code)
    {
        var told = option == "--use" ? await RunAsync("judge", content, option, value) : await RunAsync("judge", content, "--use", "publish", option, value);
        Assert.Equal(code, told.Code);
        Assert.DoesNotContain("   at ", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cards_are_imported_with_a_warning_for_each_odd_field()
    {
        await WriteAsync("README.md", "---\nlicense: other\nbase_model: meta/llama-3.1\ndatasets: [openai/gsm8k, '?']\n---\n# It\n");
        var imported = await RunAsync("registry", "import", "README.md", "--as", "acme/it", "--as-version", "1");
        Assert.Equal((ExitCode.Ok, "model:acme/it@1 is on the record as leaf 0.\n"), (imported.Code, imported.Out));
        Assert.Contains("license: 'other' says nothing about the licence; kept as unknown.", imported.Error, StringComparison.Ordinal);
        Assert.Contains("datasets: '?' is not the name of a dataset; kept as unknown.", imported.Error, StringComparison.Ordinal);
        Assert.Contains("model:acme/it@1, derived from it (declared)", (await RunAsync("registry", "lineage", "meta/llama-3.1", "--down")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadData, (await RunAsync("registry", "import", "roundtable.yaml")).Code);
    }

    private async Task WriteAsync(string name, string text) => await File.WriteAllTextAsync(Path.Combine(_data.FullName, name), text, Cancellation);

    private async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) =>
        await _program.RunAsync(Cancellation, arguments);
}
