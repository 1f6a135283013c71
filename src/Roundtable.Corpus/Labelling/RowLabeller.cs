using System.Text;
using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Languages;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.References;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Sensitive;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Labelling;

/// <summary>Labels each row independently of the others. Not thread-safe.</summary>
internal sealed class RowLabeller(ScanPlan plan, RowKnowledge known)
{
    // Repeated values are evaluated once; the cache is bounded for fields whose values never repeat.
    private const int MaxValues = 1 << 16;

    private readonly PhraseEvidence _phrases = new(KnownPhrases.Current);
    private readonly DeclarationEvidence _names = new(plan.Settings.Names);
    private readonly Dictionary<(string Field, UInt128 Value), IReadOnlyList<Evidence>> _declared = [];
    private readonly ReferenceEvidence? _references = known.References.Count > 0 ? new(known.References, plan.Settings.Similarity) : null;
    private readonly WordList _words = new();
    private readonly ShingleBuffer _shingles = new();
    private readonly uint[] _signature = new uint[MinHash.Places];
    private readonly List<Evidence> _evidence = [];
    private readonly SensitiveSearch _sensitive = new();
    private readonly BenchmarkSearch? _benchmarks = known.Benchmarks is { } index ? new(index) : null;
    private readonly List<BenchmarkMatch> _matches = [];

    /// <summary>Labels a row.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="row">The row.</param>
    /// <param name="index">Its index in its block.</param>
    /// <param name="keys">Receives the keys by which duplicates are found; null where they are not searched for.</param>
    public LabelledRow Label(PlannedFile file, RowText row, int index, RowKeys? keys)
    {
        _evidence.Clear();
        _evidence.AddRange(file.Declared);
        Declared(file, row);
        _words.Clear();
        Words.Find(row.Text, _words);
        _phrases.Add(row, file.Rows.Plan, _words, _evidence);
        _references?.Add(row, file.Rows.Plan, _words, _evidence);
        _matches.Clear();
        if ((keys is not null || _benchmarks is not null) && _words.Count > 0)
        {
            var shingles = _shingles.Of(_words.Hashes);
            _benchmarks?.Add(row, file.Rows.Plan, _words, shingles, _matches);
            if (keys is not null)
            {
                MinHash.Compute(shingles, _signature);
                keys.Add(XxHash.Of(row.Text), _signature, _words.Hashes, index);
            }
        }

        var digest = Digest.Of(row.Text);
        foreach (var attestation in known.Attestations)
        {
            if (attestation.Of(digest) is { } attested)
            {
                _evidence.Add(attested);
            }
        }

        return new LabelledRow(row.Offset, row.Length, row.Text.Length, _words.Count, digest, _evidence.Count == 0 ? [] : [.. _evidence])
        {
            Facts = Facts(file, row),
            Unread = row.Unread,
            Completions = CompletionScope.Of(row, file.Rows.Plan, _evidence),
        };
    }

    private RowFacts Facts(PlannedFile file, RowText row)
    {
        IReadOnlyList<SensitiveFinding> sensitive = [];
        if (_sensitive.Find(row.Text, _words) is { Count: > 0 } hits)
        {
            sensitive = [.. hits.Select(h => new SensitiveFinding(h.Kind, h.Name, Span(file, row, h), h.IsExample))];
        }

        // A column of addresses or card numbers is no text, and is somebody's all the same.
        if (row.Skipped.Length > 0 && _sensitive.Find(row.Skipped.Written) is { Count: > 0 } others)
        {
            sensitive = [.. sensitive, .. others.Select(h => new SensitiveFinding(h.Kind, h.Name, TextSpan.Nowhere, h.IsExample))];
        }

        return new RowFacts(LanguageDetector.Of(row.Text, _words), Tokens(row), _matches.Count == 0 ? [] : [.. _matches], sensitive);
    }

    private int Tokens(RowText row)
    {
        if (known.Tokens is not { } count)
        {
            return 0;
        }

        long tokens = 0;
        foreach (var part in row.Parts)
        {
            tokens += count(Encoding.UTF8.GetString(row[part]));
        }

        return (int)Math.Min(tokens, int.MaxValue);
    }

    /// <summary>Where in the row something is; of what reaches over several texts the first of them.</summary>
    private static TextSpan Span(PlannedFile file, RowText row, SensitiveHit hit) =>
        RowSpans.Between(row, file.Rows.Plan, hit.Start, hit.Start + hit.Length) is [var first, ..] ? first : TextSpan.Nowhere;

    private void Declared(PlannedFile file, RowText row)
    {
        for (var i = 0; i < row.Declarations.Count; i++)
        {
            var part = row.Declarations[i];
            var value = row.Declared(part);
            var planned = file.Rows.Plan.Fields[part.Field];
            var field = planned.Role == FieldRole.Model ? planned.Name + ".model" : planned.Name;
            var key = (field, XxHash.Of(value));
            if (!_declared.TryGetValue(key, out var evidence))
            {
                evidence = _names.Read(field, value);
                if (_declared.Count >= MaxValues)
                {
                    _declared.Clear();
                }

                _declared.Add(key, evidence);
            }

            foreach (var one in evidence)
            {
                if (LabelSource.Limited(one, row, file.Rows.Plan) is { } label
                    && (ReferenceEquals(label, one) ? CompletionScope.Limited(one, row, file.Rows.Plan, i) : label) is { } about)
                {
                    _evidence.Add(about);
                }
            }
        }
    }
}
