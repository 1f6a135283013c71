using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.References;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Files;
using Roundtable.Record.Following;
using Roundtable.Record.Storage;
using Roundtable.Record.Witnesses;
using Roundtable.Tests.Record.Following;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Rules;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Following;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Live;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Rules;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sharing;
using Roundtable.Workspace.Spending;
using Roundtable.Workspace.Sqlite;
using Roundtable.Workspace.Students.Folders;
using Roundtable.Workspace.Vectors;

namespace Roundtable.Tests.Workspace;

/// <summary>
/// Every file of a data directory in which everything was done says its version, or lies beside one that says it for both; and a newer version is neither
/// read nor changed. docs/formats/data-directory.md has the same table.
/// </summary>
public sealed class DataFileVersionsTests(DataFileVersionsTests.FullDirectory full) : IClassFixture<DataFileVersionsTests.FullDirectory>
{
    private static readonly Kind[] _kinds =
    [
        new("layout", "roundtable/log-layout/v2\n", "roundtable/log-layout/v3\n", ReadLog),
        new("journal", "RTGROUP\n", "RTGROUP2\n", ReadLog),
        new("content/NUMBER.pack", "RTPACK1\n", "RTPACK2\n", ReadLog),
        new("content/index", "RTINDEX1", "RTINDEX2", ReadLog),
        new("content/end", "layout"),
        new("log/**", "layout"),
        new("keys/log", "layout"),
        new("keys/log.signed", "roundtable/signed/v1\n", "roundtable/signed/v2\n", data => FileStore.OpenReadOnly(data).Dispose()),
        new("lock", null),
        new("sessions/ID.json", $"\"format\":{Session.CurrentFormat},", $"\"format\":{Session.CurrentFormat + 1},", ReadSession),
        new("index.db", null, null, data => SessionIndex.Open(data).Dispose()),
        new("lineage.db", null, null, data => SqliteLineage.Open(data).Dispose()),
        new("spending.db", null, null, data => SqliteSpending.Open(data).DisposeAsync().AsTask().GetAwaiter().GetResult()),
        new("tokens", "roundtable/tokens/v2\n", "roundtable/tokens/v3\n", data => _ = new TokenFile(data).Tokens),
        new("tokens.lock", null),
        new("sign-ins", "roundtable/sign-ins/v1\n", "roundtable/sign-ins/v2\n", data => new SignIns(data, new TokenFile(data)).Find("x", default)),
        new("sign-ins.lock", null),
        new("token-uses", "roundtable/token-uses/v1\n", "roundtable/token-uses/v2\n", data => new TokenFile(data).Uses.Last(AccessToken.New("x", Role.Reader, default).Token)),
        new("token-uses.lock", null),
        new("gallery", "roundtable/gallery/v1\n", "roundtable/gallery/v2\n", data => new Gallery(Context(data), new Shares(Context(data))).Entries()),
        new("shared", "roundtable/shared/v1\n", "roundtable/shared/v2\n", data => new Shares(Context(data)).Session("x")),
        new("scans", "roundtable/scans/v1\n", "roundtable/scans/v2\n", data => KnownScans.Of(data).Add(data)),
        new("sets", "roundtable/sets/v1\n", "roundtable/sets/v2\n", data => KnownSets.Of(data).Add(data)),
        new("students", "roundtable/students/v1\n", "roundtable/students/v2\n", data => KnownStudents.Of(data).Add(data)),
        new("sentence-models", "roundtable/sentence-models/v1\n", "roundtable/sentence-models/v2\n", data => SentenceEncoders.Known(data).Add(data)),
        new("scan-secret", "roundtable/scan-secret/v1\n", "roundtable/scan-secret/v2\n", data => ScanSecret.Read(data)),
        new("idempotency/DIGEST", "roundtable/idempotency/v1\n", "roundtable/idempotency/v2\n", data => Wait(Memory(data).RememberAsync("key", "a", "b", default))),
        new("running/ID", "roundtable/running/v1\n", "roundtable/running/v2\n", data => Wait(Memory(data).BeginAsync("running0000000", default))),
        new("gold/ID/plan.json", "\"v\":1", "\"v\":2", data => new SheetFolders(Context(data)).Plan(new SheetFolders(Context(data)).Ids()[0])),
        new("gold/ID/sheet.json", "\"v\":1", "\"v\":2", data => new GoldService(Context(data)).List()),
        new("gold/ID/labels.jsonl", "roundtable/gold-labels/v1\n", "roundtable/gold-labels/v2\n", data => new GoldService(Context(data)).List()),
        new("gold/ID/lock", null),
        new("runs/ID/run.json", "\"format\":1,", "\"format\":2,", data => RunFolder.Open(RunIn(data))),
        new("runs/ID/results.jsonl", "runs/ID/run.json"),
        new("runs/ID/calls.jsonl", "runs/ID/run.json"),
        new("runs/ID/report.json", "runs/ID/run.json"),
        new("runs/ID/progress.json", "runs/ID/run.json"),
        new("runs/ID/codebook.json", "runs/ID/run.json"),
        new("runs/ID/labels.jsonl", "runs/ID/run.json"),
        new("runs/ID/labels.json", "runs/ID/run.json"),
        new("runs/ID/labels.md", "runs/ID/run.json"),
        new("runs/ID/labels-record.json", "runs/ID/run.json"),
        new("runs/ID/lock", null),
        new("runs/ID.at", "roundtable/run-at/v1\n", "roundtable/run-at/v2\n", data => RunFolders.All(data)),
        new("answers.db", null, null, data => AnswerIndex.Open(data).Dispose()),
        new("bench-items/DIGEST.jsonl", "runs/ID/run.json"),
        new("benches/ID/report.json", "\"format\": \"roundtable-bench-v1\"", "\"format\": \"roundtable-bench-v2\"", ReadBench),
        new("benches/ID/report.md", "benches/ID/report.json"),
        new("benches/ID/report.html", "benches/ID/report.json"),
        new("benches/ID/votes.tsv", "benches/ID/report.json"),
        new("rules/NAME.json", "\"roundtable-rule/1\"", "\"roundtable-rule/2\"", ReadRules),
        new("crashes/TIME.txt", "roundtable/crash-report/v1\n", null, null),
        new("references/NAME/references.json", "\"roundtable-references/2\"", "\"roundtable-references/3\"", ReadReferences),
        new("references/NAME/NAME.keys", "RTKEYS1", "RTKEYS2", ReadReferences),
        new("references/NAME/entries", "references/NAME/references.json"),
        new("references/NAME/words", "references/NAME/references.json"),
        new("references/NAME/scans", "references/NAME/references.json"),
        new("witness/layout", "roundtable/witness-layout/v1\n", "roundtable/witness-layout/v2\n", data => NewWitness(data)),
        new("witness/DIGEST", "witness/layout"),
        new("keys/witness", "witness/layout"),
        new("followed/DIGEST/layout", "roundtable/followed-layout/v1\n", "roundtable/followed-layout/v2\n", data => new FollowService(Context(data)).List()),
        new("followed/DIGEST/log/**", "followed/DIGEST/layout"),
        new("followed/DIGEST/seen", "followed/DIGEST/layout"),
        new("followed/DIGEST/alarm", "followed/DIGEST/layout"),
    ];

    private string Data => full.Data;

    [Fact]
    public void Every_file_has_a_version_or_lies_beside_one_that_says_it()
    {
        var files = Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(Data, file);
            var kind = Array.Find(_kinds, k => k.Fits(name));
            Assert.True(kind is not null, $"{name} is a new kind of file: give it a version, refuse newer ones, and add it here and to docs/formats/data-directory.md.");
            if (kind.IsDatabase)
            {
                using var database = SqliteFile.Open(file);
                Assert.InRange(SqliteFile.Version(database, name, int.MaxValue), 1, 100);
            }
            else if (kind.Head is { } head)
            {
                Assert.True(Text(file).Contains(head, StringComparison.Ordinal) || IsReleasedJournal(file), $"{name} does not say {head.TrimEnd()}.");
            }
            else if (kind.Beside is { } other)
            {
                Assert.Contains(files, f => Kind.Named(other).Fits(Path.GetRelativePath(Data, f)));
            }
            else
            {
                Assert.Equal(0, new FileInfo(file).Length);
            }
        }

        // The list names nothing that is not there.
        Assert.Empty(_kinds.Where(k => !files.Exists(f => k.Fits(Path.GetRelativePath(Data, f)))).Select(k => k.Name));
    }

    [Fact]
    public void A_newer_version_is_neither_read_nor_changed()
    {
        foreach (var kind in _kinds.Where(k => k.Open is not null && k.Name is not "journal"))
        {
            var file = Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First(f => kind.Fits(Path.GetRelativePath(Data, f)));
            var was = File.ReadAllBytes(file);
            if (kind.IsDatabase)
            {
                using var database = SqliteFile.Open(file);
                using var command = database.CreateCommand();
                command.CommandText = "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)";
                command.ExecuteNonQuery();
            }
            else
            {
                File.WriteAllBytes(file, Encoding.Latin1.GetBytes(Text(file).Replace(kind.Head!, kind.Newer!, StringComparison.Ordinal)));
            }

            SqliteConnection.ClearAllPools();
            var newer = Snapshot();
            Assert.Contains(file, Assert.Throws<NewerFormatException>(() => kind.Open!(Data)).Message, StringComparison.Ordinal);
            Assert.Equal(newer, Snapshot());
            File.WriteAllBytes(file, was);
        }
    }

    [Fact]
    public void The_page_on_the_data_directory_has_the_same_list()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats", "data-directory.md"));
        Assert.Equal(
            _kinds.Select(k => k.Name).Order(StringComparer.Ordinal),
            Regex.Matches(page, @"^\| `([^`]+)` \|", RegexOptions.Multiline | RegexOptions.NonBacktracking).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static WorkspaceContext Context(string data) => new(data, null, null, TimeProvider.System, new Dictionary<string, string>());

    private static LiveMemory Memory(string data) => new(data, TimeProvider.System, NullLogger<LiveMemory>.Instance);

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static void ReadLog(string data)
    {
        Assert.Throws<NewerFormatException>(() => Wait(RecordLog.OpenAsync(data, TimeProvider.System, default)));
        FileStore.OpenReadOnly(data).Dispose();
    }

    private static void ReadSession(string data)
    {
        var store = new SessionStore(data);
        var newer = store.List().Single(s => s.IsNewer);
        Assert.Null(newer.Session);
        Assert.Throws<InvalidOperationException>(() => store.Restore(newer.Id, []));
        throw new NewerFormatException(newer.Path, 2, 1);
    }

    private static void ReadReferences(string data)
    {
        foreach (var folder in Directory.GetDirectories(Path.Combine(data, "references")))
        {
            ReferenceStore.TryOpen(folder)?.Dispose();
        }
    }

    private static string RunIn(string data) => Directory.GetDirectories(Path.Combine(data, "runs")).Order(StringComparer.Ordinal).First();

    private static void ReadBench(string data)
    {
        var store = new BenchStore(Context(data));
        Assert.Empty(store.List());
        store.Find(Directory.GetDirectories(Path.Combine(data, "benches"))[0]);
    }

    private static void ReadRules(string data)
    {
        var store = new RuleStore(Context(data));
        Assert.Throws<NewerFormatException>(() => Wait(store.GetAsync("tone", default)));
        Wait(RestoreAsync());

        async Task RestoreAsync()
        {
            await using var log = await RecordLog.OpenReadOnlyAsync(data, default);
            await store.RestoreAsync(log, default);
        }
    }

    private static Witness NewWitness(string data) => new(
        Path.Combine(data, "witness"),
        WitnessKey.ReadOrMake(Context(data), "witness.example/w"),
        VerifierKey.ParseList(File.ReadAllText(Path.Combine(data, "log", "keys"))),
        TimeProvider.System);

    private static string Text(string file) => Encoding.Latin1.GetString(File.ReadAllBytes(file));

    /// <summary>A journal whose groups are all covered by a checkpoint is overwritten with zeros.</summary>
    private static bool IsReleasedJournal(string file) => Path.GetFileName(file) is "journal" && !File.ReadAllBytes(file).AsSpan().ContainsAnyExcept((byte)0);

    private List<(string, string)> Snapshot() =>
    [
        .. Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(f => (f, Convert.ToHexString(File.ReadAllBytes(f)))),
    ];

    /// <summary>A kind of file.</summary>
    /// <param name="Name">Its name in the data directory; words in capitals stand for anything but a slash, <c>**</c> for anything.</param>
    /// <param name="Head">What says its version; null for a database and where <paramref name="Beside"/> or nothing says it.</param>
    /// <param name="Newer">The same of a newer version.</param>
    /// <param name="Open">Reads it, and throws where it is newer; null where the program never reads it.</param>
    /// <param name="Beside">The kind of file that says the version of both.</param>
    private sealed record Kind(string Name, string? Head, string? Newer, Action<string>? Open, string? Beside = null)
    {
        public Kind(string name, string? beside)
            : this(name, null, null, null, beside)
        {
        }

        public bool IsDatabase => Name.EndsWith(".db", StringComparison.Ordinal);

        public static Kind Named(string name) => _kinds.Single(k => k.Name == name);

        public bool Fits(string name)
        {
            var (mine, theirs) = (Name.Split('/'), name.Split(Path.DirectorySeparatorChar));
            return mine[^1] is "**"
                ? theirs[0] == mine[0]
                : mine.Length == theirs.Length && mine.Zip(theirs).All(p => p.First.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]) is var rest
                    && (rest.Length == p.First.Length ? p.First == p.Second : p.Second.EndsWith(rest, StringComparison.Ordinal)));
        }
    }

    /// <summary>A data directory in which everything was done.</summary>
    public sealed class FullDirectory : IAsyncLifetime
    {
        private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("roundtable-versions-");

        private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

        /// <summary>Its path.</summary>
        public string Data => Path.Combine(_root.FullName, "data");

        public async ValueTask InitializeAsync()
        {
            var corpus = Directory.CreateDirectory(Path.Combine(_root.FullName, "corpus")).FullName;
            await File.WriteAllTextAsync(Path.Combine(corpus, "some.jsonl"), """{"text":"A row of a corpus, and nothing else."}""" + "\n", Cancellation);
            await RunAsync("ask", "Does each file have a version?", "--option", "Yes", "--option", "No");
            await RunAsync("scan", corpus, "--out", Path.Combine(_root.FullName, "report"));
            await RunAsync("trace", "A row of a corpus, and nothing else.");
            await RunAsync("log", "rotate-key");
            await RunAsync("sessions", "search", "version");
            await RunAsync("tokens", "add", "somebody");
            var tokens = new TokenFile(Data);
            new SignIns(Data, tokens).Begin(tokens.Tokens[0], DateTimeOffset.UtcNow);
            tokens.Uses.Note(tokens.Tokens[0], DateTimeOffset.UtcNow);
            var codebook = Path.Combine(_root.FullName, "codebook.yaml");
            await File.WriteAllTextAsync(codebook, "name: c\ninstructions: Which?\nscores: {min: 1, max: 2}\n", Cancellation);
            await RunAsync("gold", "draw", Path.Combine(corpus, "some.jsonl"), "--codebook", codebook, "--size", "1");
            var gold = new GoldService(Context(Data));
            var sheet = gold.List()[0];
            await gold.Labelling(sheet.Id).LabelAsync(sheet.Items[0].Drawn.Id, "Ann", "1", Cancellation);
            var questions = Path.Combine(_root.FullName, "questions.jsonl");
            await File.WriteAllTextAsync(questions, string.Concat(Enumerable.Range(1, 3).Select(i => $$"""{"question":"Is {{i}} odd?","options":["yes","no"],"answer":"A"}""" + "\n")), Cancellation);
            await RunAsync("poll", questions, "--panel", "rehearsal", "--out", Path.Combine(_root.FullName, "elsewhere"));
            await RunAsync("label", Path.Combine(corpus, "some.jsonl"), "--codebook", codebook, "--panel", "rehearsal");
            await RunAsync("bench", questions, "--panel", "rehearsal");
            await using (var log = await RecordLog.OpenAsync(Data, TimeProvider.System, Cancellation))
            {
                await new RuleStore(Context(Data)).SaveAsync(log, "tone", LearnedRuleStoreTests.Learn(), [], Cancellation);
            }

            await SqliteSpending.Open(Data).DisposeAsync();
            var shares = new Shares(Context(Data));
            shares.Share("session0000000");
            new Gallery(Context(Data), shares).Show("session0000000", ["tag"]);
            KnownSets.Of(Data).Add(_root.FullName);
            KnownStudents.Of(Data).Add(_root.FullName);
            SentenceEncoders.Known(Data).Add(_root.FullName);
            await Memory(Data).RememberAsync("key", "request", "session0000000", Cancellation);
            await Memory(Data).BeginAsync("running0000000", Cancellation);
            Assert.NotNull(CrashReport.Write(Data, new InvalidOperationException("It crashed."), TimeProvider.System.GetUtcNow()));
            var checkpoint = SignedCheckpoint.Parse(await File.ReadAllBytesAsync(Path.Combine(Data, "log", "checkpoint"), Cancellation));
            Assert.Equal(200, NewWitness(Data).AddCheckpoint(new Submission(0, [], checkpoint).ToBytes()).Status);
            var followed = SigningKey.New("log.example/followed");
            var follower = new LogFollower(FollowedLog.Open(new FollowService(Context(Data)).DirectoryOf("log.example/followed")), [followed.Verifier], null, TimeProvider.System);
            Assert.IsType<FollowStep.Advanced>(follower.Advance("log", new ServedLog(followed, 300), Cancellation));
            Assert.IsType<Comparison.Splits>(follower.Compare("mirror", new ServedLog(followed, 300, forkedAt: 7).Note(300)));
        }

        public ValueTask DisposeAsync()
        {
            _root.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }

        private async Task RunAsync(params string[] arguments)
        {
            Directory.CreateDirectory(Data);
            var (code, output, error) = await new RoundtableProcess(Data).RunAsync(Cancellation, arguments);
            Assert.True(code == ExitCode.Ok, output + error);
        }
    }
}
