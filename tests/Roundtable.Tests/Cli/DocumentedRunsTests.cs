using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;
using ZstdNet;

namespace Roundtable.Tests.Cli;

/// <summary>
/// The commands of each page of the documentation are run, one after the other, in a fresh directory with the files that the page speaks of. The few that cannot
/// be run here are listed with the reason; what cannot be run any more, or can, fails.
/// </summary>
public sealed class DocumentedRunsTests : IDisposable
{
    /// <summary>What is not run, by a part of it that no other command has.</summary>
    private static readonly Dictionary<string, string> _notRun = new(StringComparer.Ordinal)
    {
        ["--trust jane@example.org+1f2e3d4c+…"] = "its key is a placeholder for the one that the command before it made",
        ["--slurm 16"] = "needs a Slurm cluster and a shared disk; SlurmTests run it against a real one",
        ["--kubernetes 16"] = "needs folders that a cluster shares; KubernetesTests run what it writes as pods do",
        ["--store postgres://roundtable@db/roundtable"] = "needs a server named db; SharedDatabaseTests run it against a real one",
        ["tokens change 3f9a1c20b7de"] = "its id is a placeholder; TokenServiceTests change one",
        ["tokens remove 3f9a1c20b7de"] = "its id is a placeholder; TokensProcessTests remove one",
        ["poll questions.jsonl --panel cheap --batch --out batched/"] = "needs a provider with batches; BatchKillTests run it with a server's",
        ["runs show batched/"] = "shows the run of the command before it",
        ["runs resume batched/"] = "goes on with the run of the command before it",
        ["gold queue labels.jsonl --codebook"] = "its file is what a run of labels exports; GoldQueueFileTests read one",
        ["gold export ID --format label-studio"] = "its id is a placeholder; GoldProcessTests export a draw",
        ["gold import labelled.json --draw ID"] = "its id and file are placeholders; GoldProcessTests import",
        ["gold import old-labels.csv --codebook"] = "its file is a placeholder; GoldProcessTests import",
        ["--rule learned:NAME"] = "its names are placeholders; LearnedRuleStoreTests recount by one",
        ["features RUN --out features.parquet"] = "its run is a placeholder; FeatureServiceTests write those of one",
        ["label rows.jsonl --codebook tone.yaml --panel cheap"] = "needs models whose answers may be labels; LabelProcessTests run it with a server's",
        ["--list addresses.txt"] = "its addresses are placeholders; RemoteFilesTests and S3Tests scan lists",
        ["set make --from sessions all"] = "needs answers that a set may be made of; SetServiceTests make sets",
        ["set make --from runs tone"] = "needs a run whose labels a set may be made of",
        ["set verify set/"] = "verifies the set of the command before it; SetServiceTests verify sets",
        ["set prove set/ 12"] = "proves a row of that set; SetServiceTests prove rows",
        ["set without set/"] = "takes a source out of that set; SetServiceTests take some out",
        ["set push set/ acme/pairs"] = "pushes that set to a hub; SetPushTests push to a server's",
        ["set register-student set/"] = "registers what was trained on that set; SetServiceTests register some",
        ["teach tone.yaml --teacher last"] = "needs a run whose labels may be learned; StudentServiceTests teach by one",
        ["teach tone.yaml --teacher cheap"] = "needs models whose answers may be learned; StudentProcessTests ask a server's",
        ["registry import models/all-MiniLM"] = "needs a model's folder; RegistryImportTests import cards",
        ["teach topics.yaml --teacher last"] = "needs a sentence-vector model; VectorStudentServiceTests teach with a tiny one",
        ["classify topics/ texts.txt"] = "needs the model of the command before it; VectorStudentServiceTests classify with a tiny one",
        ["classify student/ texts.txt"] = "labels with the student of the command before it; StudentProcessTests do",
        ["classify student/ new.jsonl"] = "asks a panel of what that student hands over; StudentProcessTests ask a server's",
        ["handover student/"] = "chooses a threshold of that student; StudentProcessTests do",
        ["imitation report student/"] = "shows that student; StudentProcessTests do",
        ["log follow https://log.example.org"] = "its address and key are placeholders; FollowServiceTests follow logs over HTTP",
        ["log gossip checkpoint-from-ann"] = "its files are placeholders; FollowServiceTests compare some",
        ["watch traffic.jsonl --reference benign.jsonl"] = "its files are a provider's log; WatchServiceTests watch some",
        ["watch --since 2026-03-01"] = "needs the exchanges of a gateway; WatchServiceTests watch some",
        ["watch --fail-on question traffic.jsonl"] = "its files are a provider's log; WatchServiceTests watch some",
        ["watch --shard 3/16 traffic.jsonl"] = "its files are a provider's log; WatchShardsTests write parts",
        ["watch --shard 3/16 --after"] = "its files are a provider's log; WatchShardsTests write parts of later rounds",
        ["watch merge part-*"] = "its parts are of many machines; WatchShardsTests merge some",
        ["watch show --prompts FINDING"] = "its id is a placeholder; WatchCasesTests show its prompts",
        ["watch show FINDING"] = "its id is a placeholder; WatchCasesTests show one",
        ["watch appeal FINDING"] = "its id is a placeholder; WatchCasesTests appeal",
        ["watch answer 41"] = "its leaf is an example; WatchCasesTests answer",
        ["log prove 12 --open document"] = "its leaf is an example; CanaryCheckTests prove one",
        ["canary check opened.json"] = "its files are placeholders; CanaryCheckTests check some",
        ["canary find canaries.json"] = "its files are placeholders; CanaryServiceTests find some",
        ["scan corpus/ --canaries canaries.json"] = "its folder is a placeholder; CanaryServiceTests scan one",
        ["audit memorised answers.jsonl"] = "its file is a placeholder; MemorisedTestTests test some",
        ["audit attribute recorded.jsonl"] = "its files are placeholders; StyleAttributionTests attribute some",
        ["watch --act --since"] = "needs the exchanges of a gateway; WatchActionsTests act",
        ["log witness --log LOG_KEY"] = "its key is a placeholder; ServersProcessTests run it with a real one",
    };

    private static readonly Dictionary<string, int[]> _ends = new(StringComparer.Ordinal)
    {
        ["judge"] = [ExitCode.Ok, ExitCode.Denied, ExitCode.NotKnown],
        ["scan"] = [ExitCode.Ok, ExitCode.Denied, ExitCode.NotKnown], // with a use, what the ruling on it says
        ["audit"] = [ExitCode.Ok, ExitCode.NotKnown], // with --fail-on, where there was nothing to look at
        ["import"] = [ExitCode.Ok, ExitCode.CheckFailed], // a page whose claims do not hold
    };

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public DocumentedRunsTests() => _program = new RoundtableProcess(_data.FullName);

    /// <summary>Every page with commands but README, which has a test of its own, and the reference.</summary>
    public static TheoryData<string> Pages =>
    [
        .. DocumentedCommandsTests.Pages.Select(p => p.Data).Where(p => p != "README.md" && DocumentedCommands.Of(p).Any()),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Each_command_of_a_page_does_what_it_says(string page)
    {
        await PrepareAsync(Path.GetFileNameWithoutExtension(page));
        foreach (var (line, words) in DocumentedCommands.Of(page))
        {
            var text = string.Join(' ', words);
            if (_notRun.Keys.Any(k => text.Contains(k, StringComparison.Ordinal)))
            {
                continue;
            }

            if (words[0] is "serve" or "gateway")
            {
                await ServeAsync(words);
                continue;
            }

            var (code, output, error) = await _program.RunAsync(Cancellation, words);
            Assert.True(_ends.GetValueOrDefault(words[0], [ExitCode.Ok]).Contains(code), $"{page}:{line}: {text}: {code}: {error}{output}");
            Assert.True(output.Length > 0, $"{page}:{line}: {text} says nothing.");
        }
    }

    [Fact]
    public void What_is_not_run_stands_in_a_page()
    {
        var all = Pages.SelectMany(p => DocumentedCommands.Of(p.Data)).Select(c => string.Join(' ', c.Words)).ToList();
        Assert.All(_notRun.Keys, k => Assert.Single(all, c => c.Contains(k, StringComparison.Ordinal)));
    }

    private async Task ServeAsync(string[] words)
    {
        List<string> free = [.. words];
        if (free.IndexOf("--listen") is >= 0 and var at)
        {
            free.RemoveRange(at, 2); // a port of its own
        }

        using var process = _program.Start([.. free, "--listen", "127.0.0.1:0"]);
        process.StandardInput.Close();
        var first = await process.StandardOutput.ReadLineAsync(Cancellation);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(Cancellation);
        Assert.StartsWith(words[0] == "serve" ? "Roundtable is at http" : "The gateway is at http", first, StringComparison.Ordinal);
    }

    /// <summary>What a page takes for granted.</summary>
    private Task PrepareAsync(string page) => page switch
    {
        "backup" => BackupAsync(),
        "bench" => Samples(),
        "corpus" => CorpusAsync(),
        "disclosures" => DisclosuresAsync(),
        "import" => ImportAsync(),
        "gold" or "labels" => LabelsAsync(),
        "estimates" => VotesAsync(),
        "runs" => File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "questions.jsonl"), """{"id":"a","question":"Is water wet?","options":["yes","no"]}""" + "\n", Cancellation),
        "registry" or "rulings" => RegistryAsync(rulings: page == "rulings"),
        _ => Task.CompletedTask,
    };

    private Task Samples()
    {
        DocumentedCommands.Copy(Path.Combine(Repository.Root, "samples"), PathOf("samples"));
        return Task.CompletedTask;
    }

    private async Task BackupAsync()
    {
        await MustAsync("--data", "restored", "ask", "Should we?", "-o", "Yes", "-o", "No");
        File.Copy(PathOf("restored", "log", "checkpoint"), PathOf("checkpoint-2026-11-29"));
        await MustAsync("--data", "restored", "ask", "And then?", "--open");
    }

    private async Task CorpusAsync()
    {
        await MustAsync("ask", "Should we?", "-o", "Yes", "-o", "No");
        await WriteAsync("data/a.jsonl", Enumerable.Range(1, 15).Select(i => $$"""{"prompt":"Question {{i}}?","response":"As an AI language model, I have {{i}} answers."}"""));
        await WriteAsync("data/forum.jsonl", Enumerable.Range(1, 3).Select(i => $$"""{"text":"It rained for {{i}} days when we walked over the hills to the sea."}"""));
        await WriteAsync("data/forum/2019.jsonl", ["""{"text":"Somebody wrote this long before there was anything else that could have."}"""]);
        await WriteAsync("known/theirs.jsonl", ["""{"text":"A text that another model is known to have written, word for word, some time ago."}"""]);
        await WriteAsync("gsm8k/test.jsonl", ["""{"question":"How many apples are there if there are three more than four?","answer":"7"}"""]);
        using var packer = new Compressor();
        await File.WriteAllBytesAsync(PathOf("more.jsonl.zst"), packer.Wrap("{\"text\":\"packed\"}\n"u8.ToArray()), Cancellation);
        await MustAsync("scan", "data/", "--out", "report-of-last-month/");
    }

    private async Task DisclosuresAsync()
    {
        await CorpusAsync();
        await WriteAsync("row.json", ["""{"text":"Nobody wrote this."}"""]);
        await WriteAsync("weights/model.safetensors", ["Numbers."]);
        await WriteAsync("small.yaml", ["model: acme/small", "version: \"2\"", "vendor: acme"]);
        await MustAsync("registry", "add", "small.yaml");
    }

    private Task VotesAsync()
    {
        File.Copy(Path.Combine(Repository.Root, "samples", "votes.tsv"), PathOf("votes.tsv"));
        return Task.CompletedTask;
    }

    private async Task LabelsAsync()
    {
        await WriteAsync("tone.yaml", ["name: tone", "instructions: What is its tone?", "classes:", "  - name: glad", "    definition: It is.", "  - name: sad", "    definition: It is."]);
        await WriteAsync("rows.jsonl", Enumerable.Range(1, 120).Select(i => $$"""{"text":"It rained for {{i}} days when we walked over the hills to the sea."}"""));
    }

    private Task ImportAsync()
    {
        DocumentedCommands.Copy(Path.Combine(Repository.Root, "samples"), PathOf("samples"));
        DocumentedCommands.Copy(Path.Combine(Repository.Root, "samples", "transcripts"), PathOf("pages"));
        return Task.CompletedTask;
    }

    private async Task RegistryAsync(bool rulings)
    {
        File.Copy(Path.Combine(Repository.Root, "samples", "registry.yaml"), PathOf("terms.yaml"));
        await WriteAsync("README.md", ["---", "license: apache-2.0", "base_model: Qwen/Qwen2.5-7B", "---", "# A card"]);
        if (rulings)
        {
            await MustAsync("ask", "Should we?", "-o", "Yes", "-o", "No", "--debate");
            await MustAsync("registry", "add", "terms.yaml");
            await WriteAsync("student.yaml", ["model: acme/student", "version: \"1\"", "vendor: acme", "weights: closed", "sources:", "  - labelled-by: model:openai/gpt", "    on: 2026-02-03"]);
            await MustAsync("registry", "add", "student.yaml");
            await WriteAsync("rows.jsonl", ["""{"prompt":"q","response":"a","model":"openai/gpt"}""", """{"text":"t","source":"acme/tickets"}"""]);
        }
    }

    private async Task MustAsync(params string[] words)
    {
        var (code, output, error) = await _program.RunAsync(Cancellation, words);
        Assert.True(code == ExitCode.Ok, $"{string.Join(' ', words)}: {code}: {error}{output}");
    }

    private async Task WriteAsync(string path, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        await File.WriteAllLinesAsync(PathOf(path), lines, Cancellation);
    }

    private string PathOf(params string[] parts) => Path.Combine([_data.FullName, .. parts]);
}
