using System.Text.Json;
using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Tests.Workspace.Sets;

/// <summary>Sets of what a gateway, a run, sessions and a scan really left behind, and what is looked through before rows are written.</summary>
[Collection(nameof(RecordedWork))]
public sealed class SetSourceTests(RecordedWork work)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_become_rows_with_tools_and_with_every_answer_in_their_prompts_among_their_sources()
    {
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => MakeAsync(work.Request("calls", "model=served-1", SetFormat.Openai)));
        Assert.Equal(ErrorKind.Unsettled, refused.Kind);
        Assert.Contains("not allowed for 1 of 7 rows", refused.Message, StringComparison.Ordinal);

        var made = await MakeAsync(work.Request("calls", "all", SetFormat.Openai) with { OnlyAllowed = true });
        Assert.Equal((1L, 1L), (made.Manifest.LeftOut["unknown"], made.Manifest.LeftOut["personal-data"]));
        var (rows, lines) = Read(made);
        Assert.Equal(5, rows.Count);
        Assert.DoesNotContain(rows, r => r.GetRawText().Contains(RecordedWork.Unheard, StringComparison.Ordinal));
        var second = lines.Single(l => l.Id == $"call:{work.Calls[1]}");
        var first = lines.Single(l => l.Id == $"call:{work.Calls[0]}");
        Assert.Equal(2, second.Sources.Count);
        Assert.Contains(first.Sources[0], second.Sources);
        Assert.Equal(["served-1"], second.Models);
        var tools = rows[lines.FindIndex(l => l.Id == $"call:{work.Calls[3]}")];
        Assert.Equal("timetable", tools.GetProperty("messages")[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("timetable", tools.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());

        var one = await MakeAsync(work.Request("calls", work.Calls[0], SetFormat.TrlPromptCompletion));
        Assert.Equal("Answer to: When does the ferry leave?", Read(one).Rows.Single().GetProperty("completion")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Personal_data_is_left_out_masked_or_kept_as_asked()
    {
        var request = work.Request("calls", work.Calls[4], SetFormat.TrlLanguageModeling);
        var e = await Assert.ThrowsAsync<WorkspaceException>(() => MakeAsync(request));
        Assert.Contains("personal-data 1", e.Message, StringComparison.Ordinal);
        var masked = await MakeAsync(work.Request("calls", work.Calls[4], SetFormat.TrlLanguageModeling) with { Mask = new HashSet<SensitiveGroup> { SensitiveGroup.Personal } });
        Assert.DoesNotContain(RecordedWork.Mail, Read(masked).Rows.Single().GetRawText(), StringComparison.Ordinal);
        var kept = await MakeAsync(work.Request("calls", work.Calls[4], SetFormat.TrlLanguageModeling) with { Keep = new HashSet<SensitiveGroup> { SensitiveGroup.Personal } });
        Assert.Contains(RecordedWork.Mail, Read(kept).Rows.Single().GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Near_duplicates_go_where_that_is_asked_and_stay_on_one_side_of_a_split()
    {
        var both = $"{work.Calls[5]},{work.Calls[6]}";
        Assert.Equal(2, (await MakeAsync(work.Request("calls", both, SetFormat.TrlPromptCompletion))).Manifest.Rows);
        var near = await MakeAsync(work.Request("calls", both, SetFormat.TrlPromptCompletion) with { DedupeNear = true });
        Assert.Equal((1L, 1L), (near.Manifest.Rows, near.Manifest.LeftOut["near-duplicate"]));
    }

    [Fact]
    public async Task Rows_with_texts_of_other_files_are_left_out()
    {
        var held = Path.Combine(work.Data, $"held-{Guid.NewGuid():n}.jsonl");
        File.WriteAllText(held, JsonSerializer.Serialize(new { text = $"Before it. {RecordedWork.Ferry}, as somebody says. After it." }) + "\n");
        var request = work.Request("calls", string.Join(',', [work.Calls[0], .. work.Calls.Skip(5)]), SetFormat.TrlPromptCompletion) with { Against = [held] };
        var made = await MakeAsync(request);
        Assert.Equal((1L, 2L), (made.Manifest.Rows, made.Manifest.LeftOut["contaminated"]));
        Assert.DoesNotContain("Islay", File.ReadAllText(Path.Combine(made.Folder, "train.jsonl")), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateDirectories(work.Data), d => Path.GetFileName(d).StartsWith("set-", StringComparison.Ordinal) && Directory.Exists(Path.Combine(d, "report")));
    }

    [Fact]
    public async Task Labels_of_a_run_become_rows_with_their_probability_and_what_seats_said_otherwise_becomes_pairs()
    {
        var made = await MakeAsync(work.Request("runs", work.Run, SetFormat.Openai) with { Use = Use.Distil });
        var (rows, lines) = Read(made);
        Assert.Equal(20, rows.Count);
        Assert.All(lines, l => Assert.InRange(l.Confidence!.Value, 0.5, 1));
        Assert.All(lines, l => Assert.True(l.Sources.Count >= 2, l.Id)); // the labels as a whole, and the ballots
        var asked = rows[0].GetProperty("messages");
        Assert.Contains("What is the tone?", asked[0].GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("A text of its own", asked[1].GetProperty("content").GetString(), StringComparison.Ordinal);

        // Two of three seats say bad of the texts with a seven, and the third says good.
        var pairs = Read(await MakeAsync(work.Request("runs", work.Run, SetFormat.TrlPreference) with { Use = Use.Distil }));
        Assert.Equal(["r17", "r7"], pairs.Lines.Select(l => l.Id[(l.Id.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal));
        Assert.All(pairs.Rows, r => Assert.Equal(
            ("bad", "good"), (r.GetProperty("chosen")[0].GetProperty("content").GetString(), r.GetProperty("rejected")[0].GetProperty("content").GetString())));
        var judged = Read(await MakeAsync(work.Request("runs", work.Run, SetFormat.LlamaFactoryKto) with { Use = Use.Distil }));
        Assert.Equal((22, 2), (judged.Rows.Count, judged.Rows.Count(r => !r.GetProperty("label").GetBoolean())));
    }

    [Fact]
    public async Task A_fused_answer_stands_against_the_single_ones_and_rests_on_all_that_it_was_made_of()
    {
        using var workspace = new SampleWorkspace();
        await using (var log = await workspace.OpenLogAsync())
        {
            await new Roundtable.Workspace.Sessions.SessionStore(workspace.Path, workspace.Time).SaveAsync(
                log, SampleFused.Moderated(t => SampleSets.AppendAsync(log, workspace, SampleFused.Id, SampleSets.Open, "Which database?", t, []).GetAwaiter().GetResult()), Cancellation);
        }

        var service = new SetService(workspace.Context);
        var pairs = Read(await service.MakeAsync(SampleSets.Request(workspace, "pairs"), Cancellation));
        Assert.Equal(3, pairs.Rows.Count);
        Assert.All(pairs.Rows, r => Assert.StartsWith("Take **Postgres**", r.GetProperty("chosen")[0].GetProperty("content").GetString(), StringComparison.Ordinal));
        Assert.Equal(3, pairs.Rows.Select(r => r.GetProperty("rejected").GetRawText()).Distinct().Count());
        Assert.All(pairs.Lines, l => Assert.True(l.Sources.Count >= 3, l.Id));
        var answer = Read(await service.MakeAsync(SampleSets.Request(workspace, "answer", SetFormat.TrlPromptCompletion), Cancellation));
        Assert.EndsWith("/answer", Assert.Single(answer.Lines).Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_without_a_day_are_judged_as_the_rows_were_and_not_as_if_they_were_obtained_with_the_set()
    {
        using var workspace = new SampleWorkspace();
        var rows = workspace.Write("rows.jsonl", string.Concat(Enumerable.Range(0, 4).Select(i => JsonSerializer.Serialize(
            new { prompt = $"Question {i} about boats and harbours?", completion = $"The answer to it is number {i}." }) + "\n")));
        await AddAsync(workspace, "dataset: acme/questions\nversion: \"1\"\norigin: human\nlicence: cc-by-4.0\n", "organisation: maker\nversion: \"1\"\nregion: US\n");
        var scan = new ScanRequest { Paths = [rows], Folder = Path.Combine(workspace.Path, "report") };
        await ScanAsync(workspace, scan);
        var request = SampleSets.Request(workspace, "set", SetFormat.TrlPromptCompletion) with { From = "corpus", Filter = scan.Folder, Sources = ["acme/questions"], As = "maker" };
        var made = await new SetService(workspace.Context).MakeAsync(request, Cancellation);
        Assert.Equal((4L, Outcome.AllowedIf), (made.Manifest.Rows, made.Manifest.Outcome));
        Assert.Equal("dataset:acme/questions@1", Assert.Single(made.Manifest.Declared).From);
        using (var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation))
        {
            var intent = Intents.Of(access, Use.TrainOpen, made.Manifest.On, "maker");
            var (dataset, leaf) = (access.Judge.Rule($"dataset:{made.Manifest.Name}", intent, Cancellation), access.Judge.Rule(LogArtifacts.OfLeaf(made.Leaf), intent, Cancellation));
            Assert.Equal((Outcome.AllowedIf, Outcome.AllowedIf), (dataset.Outcome, leaf.Outcome));
            Assert.Equal(leaf.Conditions, dataset.Conditions);
            Assert.NotEmpty(dataset.Conditions);
            var graph = access.Index.Walk([access.Index.Find($"dataset:{made.Manifest.Name}")!], up: true, 100);
            Assert.Contains("dataset:acme/questions@1", graph.Names.Values);
        }

        // Somebody learns of a bar that was over when the set was made: nobody can tell on which side of its end the texts were obtained.
        await AddAsync(workspace, """
            terms: house
            version: "1"
            from: 2020-01-01
            source: { address: "https://house.example/terms", read: 2026-01-01 }
            confidence: high
            access:
              - { barred: yes, organisations: [maker], from: 2021-01-01, until: 2024-01-01, says: The maker was barred., where: section 9 }
            clauses:
              - { subject: content, use: any, effect: allow, where: section 1, says: Anything. }
              - { subject: derivatives, use: any, effect: allow, where: section 1, says: Anything. }
            ---
            dataset: acme/questions
            version: "1"
            revision: 2
            correction: it was under other terms
            origin: human
            licence: house@1
            """);
        using (var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation))
        {
            var intent = Intents.Of(access, Use.TrainOpen, made.Manifest.On, "maker");
            Assert.Equal(Outcome.Unknown, access.Judge.Rule($"dataset:{made.Manifest.Name}", intent, Cancellation).Outcome);
            Assert.Equal(Outcome.Unknown, access.Judge.Rule(LogArtifacts.OfLeaf(made.Leaf), intent, Cancellation).Outcome);
        }
    }

    [Fact]
    public async Task Rows_of_ShareGPT_keep_their_tools_images_and_judgements()
    {
        using var workspace = new SampleWorkspace();
        await AddAsync(workspace, "dataset: acme/texts\nversion: \"1\"\norigin: human\nlicence: cc0-1.0\n");
        var rows = workspace.Write("rows.jsonl", """
            {"conversations":[{"from":"human","value":"Rain in Islay?"},{"from":"function_call","value":"{\"name\": \"weather\", \"arguments\": {\"place\": \"Islay\"}}"},{"from":"observation","value":"Rain."},{"from":"gpt","value":"It rains."}],"tools":"[{\"name\":\"weather\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}]"}
            {"messages":[{"role":"user","content":"<image>What is that?"},{"role":"assistant","content":"A ferry."}],"images":["ferry.jpg"]}
            {"messages":[{"role":"user","content":"Is it late?"},{"role":"assistant","content":"It is."}],"label":true}
            {"messages":[{"role":"user","content":"Is it early?"},{"role":"assistant","content":"It was."}],"label":false}

            """);
        var scan = new ScanRequest { Paths = [rows], Folder = Path.Combine(workspace.Path, "report") };
        await ScanAsync(workspace, scan);
        var request = SampleSets.Request(workspace, "sharegpt", SetFormat.LlamaFactory) with { From = "corpus", Filter = scan.Folder, Sources = ["acme/texts"] };
        var made = Read(await new SetService(workspace.Context).MakeAsync(request, Cancellation));
        Assert.Equal(
            ["human function_call observation gpt", "human gpt", "human gpt"],
            made.Rows.Select(r => string.Join(' ', r.GetProperty("conversations").EnumerateArray().Select(t => t.GetProperty("from").GetString()))));
        Assert.Equal("ferry.jpg", made.Rows[1].GetProperty("images")[0].GetString());
        Assert.Equal("<image>What is that?", made.Rows[1].GetProperty("conversations")[0].GetProperty("value").GetString());
        Assert.Contains("weather", made.Rows[0].GetProperty("tools").GetString(), StringComparison.Ordinal);
        var judged = Read(await new SetService(workspace.Context).MakeAsync(
            request with { Format = SetFormat.TrlUnpairedPreference, Folder = Path.Combine(workspace.Path, "judged") }, Cancellation));
        Assert.Equal([true, false], judged.Rows.Select(r => r.GetProperty("label").GetBoolean()));
    }

    [Fact]
    public async Task A_set_whose_document_is_gone_is_unknown()
    {
        using var workspace = new SampleWorkspace();
        await SampleSets.SaveDebateAsync(workspace, "01jd00000000000000000000aa", "Is it so?", SampleSets.Open, SampleSets.Open);
        var made = await new SetService(workspace.Context).MakeAsync(SampleSets.Request(workspace, "set"), Cancellation);
        await using (var log = await workspace.OpenLogAsync())
        {
            await log.EraseAsync([Digest.Of(made.Manifest.Write())], Cancellation);
        }

        using var access = await RegistryAccess.OpenAsync(workspace.Context, Cancellation);
        Assert.Equal(Outcome.Unknown, access.Judge.Rule(LogArtifacts.OfLeaf(made.Leaf), Intents.Of(access, Use.TrainOpen, made.Manifest.On, null), Cancellation).Outcome);
    }

    private Task<MadeSet> MakeAsync(SetRequest request) => new SetService(work.Context).MakeAsync(request, Cancellation);

    private static (List<JsonElement> Rows, List<SetRowLine> Lines) Read(MadeSet made)
    {
        Assert.Null(SetVerifier.Verify(made.Folder, [], null, Cancellation).Problem);
        return (
            [.. File.ReadLines(Path.Combine(made.Folder, "train.jsonl")).Select(l => JsonElement.Parse(l))],
            [.. File.ReadLines(Path.Combine(made.Folder, "rows.jsonl")).Select(l => SetRowLine.Read(System.Text.Encoding.UTF8.GetBytes(l)))]);
    }

    private static async Task AddAsync(SampleWorkspace workspace, params string[] documents)
    {
        List<YamlProblem> problems = [];
        Entry[] entries = [.. documents.SelectMany(d => EntryReader.Read(d, problems))];
        Assert.Empty(problems);
        await RegistryAppender.AddAsync(workspace.Context, entries, [], Cancellation);
    }

    private static async Task ScanAsync(SampleWorkspace workspace, ScanRequest request)
    {
        var (service, listener) = (new ScanService(workspace.Context), new ScanListener());
        using var prepared = await service.PrepareAsync(request, listener, Cancellation);
        await ScanService.LabelAsync(prepared, request, listener, Cancellation);
        await service.FinishAsync(prepared, request.Report, listener, Cancellation);
    }
}
