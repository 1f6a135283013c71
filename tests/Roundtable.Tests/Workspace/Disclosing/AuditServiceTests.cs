using System.Text;
using System.Text.RegularExpressions;
using Roundtable.Corpus.Plans;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Models.Estimates;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Sets;
using Roundtable.Web.Tiles;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Scanning;
using Roundtable.Workspace.Sets;

namespace Roundtable.Tests.Workspace.Disclosing;

/// <summary>An owner and an auditor, each with a data directory, and a witness over HTTP.</summary>
public sealed partial class AuditServiceTests : IAsyncLifetime
{
    private readonly SampleWorkspace _owner = new();
    private readonly SampleWorkspace _auditor = new();
    private readonly SigningKey _witness = SigningKey.New("witness.example/w1", SignatureType.Cosignature);
    private readonly CancellationTokenSource _stop = new();
    private Task _server = Task.CompletedTask;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server;
        _stop.Dispose();
        _owner.Dispose();
        _auditor.Dispose();
    }

    [Fact]
    public async Task A_scanned_corpus_is_audited_with_a_witness_and_nobody_chose_the_sample()
    {
        var trust = await TrustAsync();
        var made = await new CommitService(_owner.Context).CommitAsync(await ScanAsync(120), In("commitment"), null, null, Cancellation);
        Assert.Equal((120L, 3), (made.Corpus.Rows, made.Corpus.Classes.Count));
        Assert.Equal(["human, under cc-by-4.0", "synthetic, gpt-4", "unknown"], made.Corpus.Classes.Select(c => c.ToString()));

        var (audit, result) = await AuditAsync(made, trust, new SampleRequest(59, Unit.Rows, false, false, 0.05), new RowJudging([]));
        Assert.Empty(result.WrongRows);
        Assert.Equal(("witness.example/w1", 59), (Assert.Single(audit.CosignedBy), audit.Rows.Count));
        Assert.InRange(result.Bound, 0.01, 0.05);
        Assert.All(audit.Rows, r => Assert.Contains("\"text\":", Encoding.UTF8.GetString(r.Content.Span), StringComparison.Ordinal));

        // Commitment, challenge and nonce are on the record, in this order.
        await using var log = await _owner.OpenLogAsync();
        var kinds = new List<string>();
        await foreach (var leaf in log.ReadAsync(0, Cancellation))
        {
            kinds.Add(leaf.Leaf.Kind.ToString());
        }

        Assert.Equal(["Scan", "Disclosure", "Disclosure", "Disclosure"], kinds);
    }

    [Fact]
    public async Task The_auditors_own_verdicts_count_and_what_is_not_judged_is_wrong()
    {
        var trust = await TrustAsync();
        var made = await new CommitService(_owner.Context).CommitAsync(await ScanAsync(60), In("commitment"), "mine", null, Cancellation);
        var sample = new SampleRequest(5, Unit.Bytes, false, true, 0.05);
        var (audit, all) = await AuditAsync(made, trust, sample, new RowJudging([], Rows: InAuditor("rows.jsonl")));
        Assert.Equal((3, 0), (all.Strata.Count, all.WrongRows.Count));
        Assert.Equal(audit.Rows.Count, File.ReadAllLines(InAuditor("rows.jsonl")).Length);

        var verdicts = _auditor.Write(
            "verdicts.jsonl", string.Concat(audit.Rows.Skip(1).Select((r, i) => $$"""{"place":{{r.Place}},"wrong":{{(i == 0 ? "\"a person wrote it\"" : "null")}}}""" + "\n")));
        var (_, judged) = await new AuditorService(_auditor.Context).JudgeAsync(In("audit.json"), trust, new RowJudging([], verdicts), Cancellation);
        Assert.Equal(["it was not judged", "a person wrote it"], judged.WrongRows.Select(w => w.Why));
        Assert.True(judged.Bound > all.Bound);
        var bad = _auditor.Write("bad.jsonl", "{\"place\":1}\n");
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() =>
            new AuditorService(_auditor.Context).JudgeAsync(In("audit.json"), trust, new RowJudging([], bad), Cancellation));
        Assert.Contains("line 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_set_is_audited_by_what_stands_beside_its_rows()
    {
        for (var i = 0; i < 4; i++)
        {
            await SampleSets.SaveDebateAsync(_owner, $"01jd00000000000000000000a{i}", $"Is it so, {i}?", SampleSets.Open, SampleSets.Open, SampleSets.Open);
        }

        var trust = await TrustAsync();
        var set = await new SetService(_owner.Context).MakeAsync(SampleSets.Request(_owner, "pairs"), Cancellation);
        var made = await new CommitService(_owner.Context).CommitAsync(set.Folder, In("commitment"), null, null, Cancellation);
        Assert.Equal((set.Manifest.Rows, "set", set.Manifest.Root), (made.Corpus.Rows, made.Corpus.Source, made.Corpus.SourceRoot));
        var (audit, result) = await AuditAsync(made, trust, new SampleRequest(20, Unit.Rows, true, false, 0.05), new RowJudging([]));
        Assert.Empty(result.WrongRows);
        Assert.Equal(set.Manifest.Rows, audit.Rows.Count);
        Assert.Equal(0, result.Bound);

        // Over the owner's own log its leaves are at hand; elsewhere rows are ruled on by the models that they name.
        var judging = new RowJudging([], For: new JudgeRequest(null, "train-open"));
        var (_, own) = await new AuditorService(_owner.Context).JudgeAsync(In("audit.json"), trust, judging, Cancellation);
        Assert.Empty(own.WrongRows);
        var (_, elsewhere) = await new AuditorService(_auditor.Context).JudgeAsync(In("audit.json"), trust, judging, Cancellation);
        Assert.All(elsewhere.WrongRows, w => Assert.Equal("train-open is unknown for it", w.Why));
    }

    [Fact]
    public async Task Every_row_is_ruled_on_anew_by_the_auditors_registry_and_its_tokens_are_counted_again()
    {
        var trust = await TrustAsync();
        var report = await ScanAsync(60, tokens: O200kTokens.Encoding);
        var made = await new CommitService(_owner.Context).CommitAsync(report, In("commitment"), null, null, Cancellation);
        Assert.True(made.Corpus.Root.Sums.Total.Tokens > 60);
        var judging = new RowJudging([], For: new JudgeRequest(null, "train-open"));
        var (audit, result) = await AuditAsync(made, trust, new SampleRequest(59, Unit.Rows, false, false, 0.05), judging);
        Assert.Equal("scan for train-open", judging.By(audit));

        // What a person wrote under cc-by may be used; of what nobody is known to have written it is unknown, whatever it was counted as.
        string ClassOf(int number) => made.Corpus.Classes[number].ToString();
        Assert.DoesNotContain(result.WrongRows, w => ClassOf(w.Class).StartsWith("human", StringComparison.Ordinal));
        Assert.Equal(audit.Rows.Count(r => ClassOf(r.Class) == "unknown"), result.WrongRows.Count(w => w.Why == "train-open is unknown for it"));
        Assert.True(result.Bound > 0.2);

        // Without a use the same rows are right, and their tokens are as they were counted.
        var (_, plain) = await new AuditorService(_auditor.Context).JudgeAsync(In("audit.json"), trust, new RowJudging([]), Cancellation);
        Assert.Empty(plain.WrongRows);
        var unknown = await Assert.ThrowsAsync<WorkspaceException>(() => new AuditorService(_auditor.Context)
            .JudgeAsync(In("audit.json"), trust, new RowJudging([], For: new JudgeRequest(null, "sing")), Cancellation));
        Assert.Contains("'sing' is not a known use", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_that_were_counted_wrongly_are_found()
    {
        var trust = await TrustAsync();
        var report = await ScanAsync(30, tokens: O200kTokens.Encoding);

        // The owner tells other tokens than there are: the labels are the owner's own files.
        foreach (var file in Directory.EnumerateFiles(report, "*.jsonl", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, Tokens().Replace(File.ReadAllText(file), "\"tokens\":9999"));
        }

        var made = await new CommitService(_owner.Context).CommitAsync(report, In("commitment"), null, null, Cancellation);
        var (_, result) = await AuditAsync(made, trust, new SampleRequest(20, Unit.Rows, false, false, 0.05), new RowJudging([]));
        Assert.NotEmpty(result.WrongRows);
        Assert.All(result.WrongRows, w => Assert.EndsWith("and 10,240 were counted", w.Why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_corpus_that_changed_is_not_opened_and_the_attempt_stays_on_the_record()
    {
        var trust = await TrustAsync();
        var report = await ScanAsync(30);
        var made = await new CommitService(_owner.Context).CommitAsync(report, In("commitment"), null, null, Cancellation);
        File.AppendAllText(In("corpus.jsonl"), "{\"text\":\"one more\"}\n");
        var failed = await Assert.ThrowsAsync<WorkspaceException>(() =>
            AuditAsync(made, trust, new SampleRequest(5, Unit.Rows, false, false, 0.05), new RowJudging([])));
        Assert.Contains("changed since it was scanned", failed.Message, StringComparison.Ordinal);
        using var store = await LogAccess.ReadAsync(_owner.Context, Cancellation);
        Assert.Equal(4, store.Head.Size);
    }

    [Fact]
    public async Task What_does_not_belong_together_is_refused_by_name()
    {
        var trust = await TrustAsync();
        var made = await new CommitService(_owner.Context).CommitAsync(await ScanAsync(30), In("commitment"), null, null, Cancellation);
        var sample = new SampleRequest(5, Unit.Rows, false, false, 0.05);
        AuditorService.Ask(made.Proof, trust, sample, "a", InAuditor("challenge"), InAuditor("nonce"));
        AuditorService.Ask(made.Proof, trust, sample, "a", InAuditor("challenge-2"), InAuditor("nonce-2"));
        var service = new AuditedService(_owner.Context);
        await service.AcceptAsync(InAuditor("challenge"), In("accepted"), Cancellation);

        Refused("nonce", () => AuditorService.Reveal(In("accepted"), trust, InAuditor("nonce-2"), InAuditor("reveal")));
        Refused("another leaf", () => AuditorService.Reveal(In("commitment/commitment.tlog-proof"), trust, InAuditor("nonce"), InAuditor("reveal")), "it is no challenge");
        Refused("there already", () => AuditorService.Ask(made.Proof, trust, sample, "a", InAuditor("challenge"), InAuditor("nonce")));
        Refused("not signed", () => AuditorService.Reveal(In("accepted"), trust with { Keys = [SigningKey.New("other").Verifier] }, InAuditor("nonce"), InAuditor("reveal")));
        Refused("risk", () => AuditorService.Ask(made.Proof, trust, sample with { Draws = 0 }, "a", InAuditor("challenge-3"), InAuditor("nonce-3")));
        AuditorService.Reveal(In("accepted"), trust, InAuditor("nonce"), InAuditor("reveal"));
        var holds = await Assert.ThrowsAsync<WorkspaceException>(() => new CommitService(_owner.Context).CommitAsync(In("report"), In("commitment"), null, null, Cancellation));
        Assert.Equal(ErrorKind.Unwritable, holds.Kind);
        var other = await new CommitService(_owner.Context).CommitAsync(In("report"), In("other"), null, null, Cancellation);
        Assert.NotEqual(made.Corpus.Root.Hash, other.Corpus.Root.Hash);
        var wrong = await Assert.ThrowsAsync<WorkspaceException>(() => service.OpenAsync(In("other"), InAuditor("reveal"), In("audit.json"), Cancellation));
        Assert.Contains("another commitment", wrong.Message, StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(In("commitment"), CommittedRows.BlocksFile), [1, 2, 3]);
        var damaged = await Assert.ThrowsAsync<WorkspaceException>(() => service.OpenAsync(In("commitment"), InAuditor("reveal"), In("audit.json"), Cancellation));
        Assert.Contains("damaged", damaged.Message, StringComparison.Ordinal);
    }

    private static void Refused(string why, Action act, string? or = null)
    {
        var message = Assert.Throws<WorkspaceException>(act).Message;
        Assert.True(message.Contains(why, StringComparison.Ordinal) || (or is not null && message.Contains(or, StringComparison.Ordinal)), message);
    }

    private string In(string name) => Path.Combine(_owner.Path, name);

    private string InAuditor(string name) => Path.Combine(_auditor.Path, name);

    private async Task<(VerifiedAudit Audit, AuditResult Result)> AuditAsync(MadeCommitment made, AuditTrust trust, SampleRequest sample, RowJudging judging)
    {
        AuditorService.Ask(made.Proof, trust, sample, "an auditor", InAuditor("challenge"), InAuditor("nonce"));
        var service = new AuditedService(_owner.Context);
        await service.AcceptAsync(InAuditor("challenge"), In("accepted"), Cancellation);
        AuditorService.Reveal(In("accepted"), trust, InAuditor("nonce"), InAuditor("reveal"));
        await service.OpenAsync(made.Folder, InAuditor("reveal"), In("audit.json"), Cancellation);
        return await new AuditorService(_auditor.Context).JudgeAsync(In("audit.json"), trust, judging, Cancellation);
    }

    /// <summary>Starts a witness that knows the owner's log, and names it in the owner's policy.</summary>
    private async Task<AuditTrust> TrustAsync()
    {
        await using (await _owner.OpenLogAsync())
        {
        }

        var key = VerifierKey.ParseList(await File.ReadAllTextAsync(Path.Combine(_owner.Path, "log", "keys"), Cancellation))[^1];
        var witness = new Witness(Path.Combine(_auditor.Path, "witness"), _witness, [key], _owner.Time);
        var started = new TaskCompletionSource<string>();
        _server = TileHost.RunAsync(
            "127.0.0.1:0",
            app => WitnessEndpoints.Map(app, witness),
            at =>
            {
                started.SetResult(at);
                return Task.CompletedTask;
            },
            _stop.Token);
        var policy = $"log {key}\nwitness w1 {_witness.Verifier} {await started.Task}\nquorum w1\n";
        _owner.Write("policy", policy);
        return new AuditTrust([key], TrustPolicy.Parse(policy));
    }

    [GeneratedRegex("\"tokens\":[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Tokens();

    private async Task<string> ScanAsync(int rows, string? tokens = null)
    {
        _owner.Write("corpus.jsonl", string.Concat(Enumerable.Range(0, rows).Select(i => (i % 3) switch
        {
            0 => $$"""{"text":"Row {{i}} is said to be a person's. {{new string('x', i)}}","source":"human","license":"cc-by-4.0"}""",
            1 => $$"""{"text":"Row {{i}} is a model's. {{new string('y', 2 * i)}}","model":"gpt-4"}""",
            _ => $$"""{"text":"Row {{i}} is nobody's."}""",
        } + "\n")));
        var request = new ScanRequest
        {
            Paths = [In("corpus.jsonl")],
            Folder = In("report"),
            Settings = new ScanSettings { Duplicates = false, Tokens = tokens },
        };
        var service = new ScanService(_owner.Context);
        using var prepared = await service.PrepareAsync(request, new ScanListener(), Cancellation);
        await ScanService.LabelAsync(prepared, request, new ScanListener(), Cancellation);
        await service.FinishAsync(prepared, request.Report, new ScanListener(), Cancellation);
        return In("report");
    }
}
