using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Sources;

namespace Roundtable.Tests.Workspace.Sets;

/// <summary>Rows that are prepared by several threads stand where they would stand if one had prepared them.</summary>
public sealed class SetPipelineTests : IDisposable
{
    private const int Rows = 3_000;
    private const string Secret = "Write to ann.miller@kennacraig-boats.co.uk, ";

    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(SetFormat.TrlPromptCompletion)]
    [InlineData(SetFormat.Openai)]
    public async Task The_number_of_threads_changes_no_byte(SetFormat format)
    {
        await FillAsync();
        Dictionary<int, MadeSet> made = [];
        foreach (var threads in (int[])[1, 2, 3, 8])
        {
            made[threads] = await MakeAsync($"set-{threads}", format, threads, new Source());
        }

        var one = made[1];
        Assert.Null(SetVerifier.Verify(one.Folder, [], null, Cancellation).Problem);
        foreach (var other in made.Values)
        {
            Assert.Equal(one.Manifest.Root, other.Manifest.Root);
            Assert.Equal(one.Manifest.LeftOut, other.Manifest.LeftOut);
            Assert.Equal(one.Manifest.Sums.Json().ToJsonString(), other.Manifest.Sums.Json().ToJsonString());
            foreach (var name in (string[])["train.jsonl", "validation.jsonl", "test.jsonl", "rows.jsonl", "rows.tree"])
            {
                Assert.True(Bytes(one, name).AsSpan().SequenceEqual(Bytes(other, name)), $"{name} of {other.Folder}");
            }
        }

        // Which rows are in the set, in the order of the source, and nothing else.
        var lines = File.ReadLines(Path.Combine(made[8].Folder, "rows.jsonl")).Select(l => SetRowLine.Read(Encoding.UTF8.GetBytes(l))).ToList();
        Assert.Equal(Enumerable.Range(0, Rows).Where(Source.IsIn).Select(Source.Id), lines.Select(l => l.Id));
        Assert.Equal(
            [("duplicate", Count(Source.IsAgain)), ("not-expressible", Count(Source.IsNoDialogue)), ("personal-data", Count(Source.IsSecret))],
            made[8].Manifest.LeftOut.Select(l => (l.Key, l.Value)));
        Assert.All(
            lines.GroupBy(l => l.File, StringComparer.Ordinal),
            f => Assert.Equal(Enumerable.Range(1, f.Count()).Select(i => (long)i), f.Select(l => l.Row)));

        // Each line is about the row that it names.
        var rows = lines.GroupBy(l => l.File, StringComparer.Ordinal).ToDictionary(
            f => f.Key, f => File.ReadAllLines(Path.Combine(made[8].Folder, f.Key)), StringComparer.Ordinal);
        Assert.All(lines, l => Assert.Equal(l.Digest, Digest.Of(Encoding.UTF8.GetBytes(rows[l.File][(int)l.Row - 1]))));
        Assert.All(lines, l => Assert.Contains($"Question {l.Id[4..]}?", rows[l.File][(int)l.Row - 1], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task What_comes_from_something_else_when_it_is_read_again_was_not_ruled_on(int threads)
    {
        await FillAsync();
        foreach (var source in (Source[])[new Source { Changed = 2_500 }, new Source { More = 1 }, new Source { More = -1 }])
        {
            var e = await Assert.ThrowsAsync<WorkspaceException>(() => MakeAsync("changed", SetFormat.TrlPromptCompletion, threads, source));
            Assert.Equal(ErrorKind.InUse, e.Kind);
            Assert.DoesNotContain(Directory.EnumerateDirectories(_workspace.Path), d => d.Contains("changed", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_tree_has_the_root_of_RFC_6962_at_every_size()
    {
        var (tree, range) = (new SetTree(), new CompactRange());
        Assert.Equal(range.Root(), tree.Root());
        for (var i = 0; i < 70; i++)
        {
            var hash = Digest.Of([(byte)i]).ToArray();
            tree.Append(hash, i);
            range.Append(hash);
            Assert.Equal(range.Root(), tree.Root());
        }

        var path = Path.Combine(_workspace.Path, "rows.tree");
        using (var file = File.Create(path))
        {
            tree.Write(file);
        }

        for (var i = 0; i < 70; i++)
        {
            var (offset, proof, size) = SetTree.Prove(path, i);
            Assert.Equal((i, 70L), (offset, size));
            Assert.Equal(InclusionProof.Make(i, 70, (start, count) => Subtree((int)start, (int)count)), proof);
        }

        static byte[] Subtree(int start, int count)
        {
            var range = new CompactRange();
            for (var i = start; i < start + count; i++)
            {
                range.Append(Digest.Of([(byte)i]).ToArray());
            }

            return range.Root();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("Is it  SO?")]
    [InlineData("\u2003Ob\u00a0es\u2028SO ist\u0085")]
    [InlineData("ΌΣΟΣ İI ẞ \uD83D\uDE00 \uD83D half")]
    public void Questions_are_told_apart_without_case_and_white_space(string question)
    {
        var plain = string.Join(' ', question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.ToLowerInvariant()));
        Assert.Equal(Digest.Of(Encoding.UTF8.GetBytes(plain)), SetQuestions.Plain(question));
    }

    private static long Count(Func<int, bool> rows) => Enumerable.Range(0, Rows).Count(rows);

    private static byte[] Bytes(MadeSet set, string name) => File.ReadAllBytes(Path.Combine(set.Folder, name));

    private async Task FillAsync()
    {
        await using var log = await _workspace.OpenLogAsync();
        for (var i = 0; i < Source.Answers; i++)
        {
            var model = i % 2 == 0 ? SampleSets.Open : SampleSets.Llama;
            var answer = string.Create(CultureInfo.InvariantCulture, $"It is {i}.");
            await SampleSets.AppendAsync(log, _workspace, "01jd00000000000000000000aa", model, "Is it so?", answer, []);
        }
    }

    private async Task<MadeSet> MakeAsync(string folder, SetFormat format, int threads, SetSource source)
    {
        var request = SampleSets.Request(_workspace, folder, format) with { Split = new SetSplit(60, 20, 20) };
        using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        return await new SetService(_workspace.Context) { Threads = threads }.MakeAsync(request, access, source, Cancellation);
    }

    /// <summary>Rows of which some are there already, some hold an address, and some are no dialogues.</summary>
    private sealed class Source : SetSource
    {
        public const int Answers = 5;

        private int _readings;

        /// <summary>The row that comes from another answer when it is read again; -1 for none.</summary>
        public int Changed { get; init; } = -1;

        /// <summary>How many rows more there are when it is read again.</summary>
        public int More { get; init; }

        public override string Title => "the test";

        public static bool IsAgain(int row) => row % 7 == 3;

        public static bool IsSecret(int row) => !IsAgain(row) && row % 11 == 5;

        public static bool IsNoDialogue(int row) => !IsAgain(row) && !IsSecret(row) && row % 13 == 6;

        public static bool IsIn(int row) => !IsAgain(row) && !IsSecret(row) && !IsNoDialogue(row);

        public static string Id(int row) => string.Create(CultureInfo.InvariantCulture, $"row:{row}");

        public override void Read(SetReading reading)
        {
            var rows = Rows + (_readings++ > 0 ? More : 0);
            for (var i = 0; i < rows; i++)
            {
                // A row that is there already says what the last one said that is none of the odd ones.
                var said = i;
                while (IsAgain(i) && !IsIn(said))
                {
                    said--;
                }

                var question = string.Create(CultureInfo.InvariantCulture, $"Question {said}?");
                SetMessage asked = new(IsNoDialogue(i) ? SetRole.Assistant : SetRole.User, question);
                var words = string.Concat(Enumerable.Repeat("It depends. ", said % 50));
                var text = (IsSecret(i) ? Secret : "") + words + (said % 17 == 0 ? "half \uD83D" : "\uD83D\uDE00");
                var leaf = (i + (i == Changed && _readings > 1 ? 1 : 0)) % Answers;
                reading.Add(new SetRow(
                    Id(i),
                    question,
                    new SetContent.Answered([asked], new SetMessage(SetRole.Assistant, text)),
                    [new LineageEdge(EdgeKind.MadeWith, LogArtifacts.OfLeaf(leaf), false)]));
            }
        }
    }
}
