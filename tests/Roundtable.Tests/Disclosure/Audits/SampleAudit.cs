using System.Globalization;
using System.Text;
using Roundtable.Corpus.Origins;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Witnesses;

namespace Roundtable.Tests.Disclosure.Audits;

/// <summary>A committed corpus of made-up rows, and a small log with a witness in which it is audited.</summary>
internal sealed class SampleAudit : IDisposable
{
    private static readonly byte[] _secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");
    private readonly SigningKey _log = SigningKey.New("example.org/log");
    private readonly SigningKey _witness = SigningKey.New("witness.example/w1", SignatureType.Cosignature);
    private readonly List<byte[]> _contents = [];

    private SampleAudit()
    {
    }

    public static RowClass Human { get; } = RowClass.Of(Origin.Human, [], ["CC-BY-4.0"]);

    public static RowClass Synthetic { get; } = RowClass.Of(Origin.Synthetic, ["openai/gpt-5"], []);

    public static RowClass Unknown { get; } = RowClass.Of(Origin.Unknown, [], []);

    public CommittedCorpus Corpus { get; private set; } = null!;

    public string Folder => _folder.FullName;

    public IReadOnlyList<VerifierKey> Keys => [_log.Verifier];

    public VerifierKey Witness => _witness.Verifier;

    public TrustPolicy Policy => TrustPolicy.Parse($"log {_log.Verifier}\nwitness w1 {_witness.Verifier}\nquorum w1\n");

    public static RowSecrets Secrets(CommittedCorpus corpus) => new(_secret, Convert.FromHexString(corpus.Id));

    /// <summary>Commits to rows, each of which says in its text what it is.</summary>
    public static SampleAudit Commit(IEnumerable<(RowClass Class, string Text)> rows)
    {
        var sample = new SampleAudit();
        using var builder = new CommitmentBuilder(_secret, Digest.Of("id"u8).ToArray().AsSpan(0, 16), sample.Folder);
        foreach (var (rowClass, text) in rows)
        {
            var content = Encoding.UTF8.GetBytes(text);
            builder.Add(rowClass, Digest.Of(content), content.Length, content.Length / 4);
            sample._contents.Add(content);
        }

        var (classes, root, distinct, distinctRoot) = builder.Finish(CancellationToken.None);
        sample.Corpus = new CommittedCorpus(builder.Id, "sample", "scan", Digest.Of("scan"u8), null, classes, root, distinct, distinctRoot);
        return sample;
    }

    /// <summary>Rows of three classes, as many as are wanted; every one is what it is counted as.</summary>
    public static IEnumerable<(RowClass Class, string Text)> Rows(int count) => Enumerable.Range(0, count).Select(i =>
        (i % 5 == 0 ? Unknown : i % 2 == 0 ? Human : Synthetic) is var rowClass
            ? (rowClass, string.Create(CultureInfo.InvariantCulture, $"{rowClass} {i} {new string('x', i * 37 % 500)}"))
            : default);

    /// <summary>Judges rows by their texts.</summary>
    public static string? Judge(CommittedCorpus corpus, VerifiedRow row) =>
        Encoding.UTF8.GetString(row.Content.Span).StartsWith(corpus.Classes[row.Class].ToString(), StringComparison.Ordinal) ? null : "it is of another class";

    /// <summary>States other totals or another root than those of the rows, as an owner may.</summary>
    public void State(CommittedCorpus corpus) => Corpus = corpus;

    public Challenge Ask(Unit unit, byte nonce, params IReadOnlyList<Stratum> strata) =>
        new(0, Corpus.Root.Hash, Digest.Of(Nonce(nonce)), "an auditor", unit, strata, 0.05, [_witness.Verifier]);

    /// <summary>Answers a challenge honestly from the files in the folder.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="nonce">The nonce that is revealed.</param>
    /// <param name="withheld">Rows that are not opened, by their numbers in the corpus.</param>
    /// <param name="seed">Another seed than the right one; null for it.</param>
    /// <param name="other">Other contents than the right ones; null for them.</param>
    public AuditFile Answer(Challenge challenge, byte nonce, Func<long, bool>? withheld = null, Digest? seed = null, Func<long, byte[]>? other = null)
    {
        List<(Leaf Leaf, byte[] Entry, Digest Salt, byte[] Document)> log = [Seal(Corpus.Write()), Seal(challenge.Write())];
        var first = Checkpoint(log, 2);
        var reveal = new Reveal(1, first, Convert.ToHexStringLower(Nonce(nonce)));
        log.Add(Seal(reveal.Write()));
        using var rows = new CommittedRows(Folder, Secrets(Corpus));
        var sample = AuditSample.Draw(Corpus, challenge, seed ?? reveal.Seed(challenge));
        var opening = new AuditOpening(rows, challenge.Unit, sample);
        var contents = opening.Wanted.Keys.Where(w => withheld?.Invoke(w) != true).ToDictionary(w => w, w => other?.Invoke(w) ?? _contents[(int)w]);
        var (nodes, blocks, opened) = opening.Open(contents);
        return new AuditFile(first, Checkpoint(log, 3), Prove(log, 0, 2), Prove(log, 1, 2), Prove(log, 2, 3), nodes, blocks, opened);
    }

    public VerifiedAudit Verify(AuditFile file) => AuditVerifier.Verify(AuditFile.Read(file.Write()), Keys, Policy);

    public AuditResult Result(AuditFile file) => AuditResult.Of(Verify(file), r => Judge(Corpus, r));

    public void Dispose() => _folder.Delete(recursive: true);

    public static byte[] Nonce(byte nonce) => [.. Enumerable.Repeat(nonce, Challenge.NonceLength)];

    private static (Leaf, byte[], Digest, byte[]) Seal(byte[] document)
    {
        var (closed, openings) = new Leaf
        {
            Kind = LeafKind.Disclosure,
            Time = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero),
            Document = Digest.Of(document),
        }.Seal();
        return (closed, closed.ToBytes(), Openings.Read(openings)["document"].Salt, document);
    }

    private static byte[] Hash(List<(Leaf Leaf, byte[] Entry, Digest Salt, byte[] Document)> log, long start, long count)
    {
        var range = new CompactRange();
        foreach (var (_, entry, _, _) in log.Skip((int)start).Take((int)count))
        {
            range.Append(MerkleTree.LeafHash(entry));
        }

        return range.Root();
    }

    private static ProvedLeaf Prove(List<(Leaf Leaf, byte[] Entry, Digest Salt, byte[] Document)> log, int index, int size) =>
        new(index, log[index].Entry, log[index].Salt, log[index].Document, InclusionProof.Make(index, size, (s, c) => Hash(log, s, c)));

    private string Checkpoint(List<(Leaf Leaf, byte[] Entry, Digest Salt, byte[] Document)> log, int size)
    {
        var text = Encoding.UTF8.GetString(new Checkpoint(_log.Verifier.Name, size, new Digest(Hash(log, 0, size))).ToBytes());
        var note = SignedNote.Sign(text, _log);
        return Encoding.UTF8.GetString(note.With([_witness.Sign(text, new DateTimeOffset(2026, 11, 20, 12, 0, 1, TimeSpan.Zero))]).ToBytes());
    }
}
