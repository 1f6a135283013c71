using Roundtable.Corpus.Blocks;
using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Wording;

namespace Roundtable.Corpus.Reports;

/// <summary>Counts the rows of a scan, in their order.</summary>
internal sealed class ReportTally(ScanPlan plan)
{
    private const int MaxExamples = 5;

    private readonly FileTally[] _files = [.. plan.Files.Select(_ => new FileTally())];
    private readonly ShareTally _decided = new();
    private readonly ShareTally _evidence = new();
    private readonly ShareTally _models = new();
    private readonly ShareTally _licences = new();
    private readonly ShareTally _summaries = new();
    private readonly GroupTally _groups = new();
    private readonly CollectionTally _collections = new(plan);
    private readonly FactsTally _facts = new(plan);
    private readonly ExampleTally _examples = new();
    private readonly Dictionary<string, (long Rows, List<RowPlace> Examples)> _rejected = new(StringComparer.Ordinal);
    private readonly Dictionary<Origin, (long Rows, long Words)> _origins = Enum.GetValues<Origin>().ToDictionary(o => o, _ => (0L, 0L));
    private readonly HashSet<string> _once = new(StringComparer.Ordinal);
    private (long Rows, long Examined, long Words, long Bytes) _sums;
    private (long Contradictory, long Hinted) _unknown;
    private long _unread;

    /// <summary>Counts a row that could not be read.</summary>
    public void Reject(int file, long row, LabelledRow labelled)
    {
        var fault = labelled.Fault!;
        _sums.Rows++;
        _files[file].Rows++;
        _files[file].Rejected++;
        _files[file].Unread += labelled.Unread;
        _unread += labelled.Unread;
        if (!_rejected.TryGetValue(fault.Reason, out var known))
        {
            known = (0, []);
        }

        if (known.Examples.Count < MaxExamples)
        {
            known.Examples.Add(new RowPlace(plan.Files[file].File.Name, row, fault.Offset));
        }

        _rejected[fault.Reason] = (known.Rows + 1, known.Examples);
    }

    /// <summary>Counts a row outside the sample.</summary>
    public void Pass(int file)
    {
        _sums.Rows++;
        _files[file].Rows++;
    }

    /// <summary>Counts an examined row.</summary>
    public void Add(int file, RowPlace place, LabelledRow row, Origin origin)
    {
        _groups.Add(origin, row.Evidence, place);
        _facts.Add(place, row);
        _examples.Add(_sums.Rows, place, row);
        if (row.Evidence.Count > 0)
        {
            _collections.Add(row.Evidence);
        }

        _sums = (_sums.Rows + 1, _sums.Examined + 1, _sums.Words + row.Words, _sums.Bytes + row.TextLength);
        var tally = _files[file];
        tally.Rows++;
        tally.Words += row.Words;
        tally.Bytes += row.TextLength;
        tally.Unread += row.Unread;
        _unread += row.Unread;
        tally.Origins += OriginCounts.One(origin);
        var (rows, words) = _origins[origin];
        _origins[origin] = (rows + 1, words + row.Words);
        if (OriginRule.Deciding(row.Evidence, origin) is { } deciding)
        {
            _decided.Add(Name(deciding), row.Words);
        }
        else if (row.Evidence.Any(e => e.Decides))
        {
            _unknown.Contradictory++;
        }
        else if (row.Evidence.Any(e => e.Indicates == Origin.Synthetic))
        {
            _unknown.Hinted++;
        }
        else if (row.TextLength == 0)
        {
            tally.Empty++;
        }
        else
        {
            tally.Silent++;
        }

        Each(row, _evidence, Name);
        Each(row, _models, e => e.Model);
        Each(row, _licences, e => e.Licence);
        Each(row, _summaries, e => e.Summary);
    }

    /// <summary>The rows that a report shows as examples.</summary>
    public IReadOnlyList<(string Finding, long Row, RowPlace Place, TextSpan? Span)> Examples(ScanReport report) => _examples.Choose(report);

    /// <summary>The report.</summary>
    public ScanReport Report(ScanCommitment commitment, RepeatReport? repeats)
    {
        var isSample = plan.Settings.Sample < 1;
        return _facts.In(new ScanReport
        {
            Plan = commitment.Plan,
            Phrases = plan.Phrases,
            Sample = plan.Settings.Sample,
            Rows = _sums.Rows,
            Examined = _sums.Examined,
            Words = _sums.Words,
            Bytes = _sums.Bytes,
            Unread = _unread,
            Origins = [.. _origins.Select(o => ReportShare.Of(KebabName(o.Key), o.Value.Rows, o.Value.Words, _sums.Examined, isSample))],
            DecidedBy = _decided.Shares(_sums.Examined, isSample),
            Evidence = _evidence.Shares(_sums.Examined, isSample),
            Models = _models.Shares(_sums.Examined, isSample),
            Licences = _licences.Shares(_sums.Examined, isSample),
            Summaries = _summaries.Shares(_sums.Examined, isSample, 50),
            Files = [.. plan.Files.Zip(_files, Report)],
            Groups = _groups.Groups(),
            Skipped = plan.Skipped,
            Rejected = [.. Rejected()],
            Collections = _collections.Report(),
            Repeats = repeats,
            Unknown = [.. Unknown().Where(u => u.Rows > 0).OrderByDescending(u => u.Rows)],
            Commitment = commitment,
        });
    }

    private static FileReport Report(PlannedFile file, FileTally tally) =>
        new(file.File.Name, file.File.Format, file.Rows.Plan.Shape, file.Rows.Plan.Fields, tally.Rows, tally.Rejected, tally.Words, tally.Origins,
            tally.Bytes, tally.Unread, file.File.Encoding == TextEncoding.Utf8 ? null : file.File.Encoding);

    private IEnumerable<RejectedRows> Rejected() =>
        _rejected.OrderByDescending(r => r.Value.Rows)
            .ThenBy(r => r.Key, StringComparer.Ordinal)
            .Select(r => new RejectedRows(r.Key, r.Value.Rows, r.Value.Examples));

    private IEnumerable<Unsettled> Unknown()
    {
        for (var i = 0; i < _files.Length; i++)
        {
            var name = plan.Files[i].File.Name;
            yield return new Unsettled(
                _files[i].Empty,
                $"In these rows of {name} no field that was read has text.",
                "Where another field has it, name all fields that do: --field NAME=text, =prompt, =response or =turns.");
            yield return new Unsettled(
                _files[i].Silent,
                $"Nothing says where these rows of {name} come from.",
                $"Declare the file (a dataset card beside it, or --declare '{name}=human'), add a 'source' or 'model' field to its rows, "
                + "scan it against what it may come from (--against), or have a person sign for it.");
        }

        yield return new Unsettled(
            _unknown.Contradictory,
            "Evidence speaks for people and, as strongly, for a model.",
            "Look at them ('roundtable corpus show REPORT --contradictory') and correct the declaration that is wrong.");
        yield return new Unsettled(
            _unknown.Hinted,
            "There are hints of a model, none of which can decide.",
            "Look at a sample of them ('roundtable corpus sample REPORT --origin unknown'), or scan against recorded outputs (--against).");
    }

    private void Each(LabelledRow row, ShareTally tally, Func<Evidence, string?> name)
    {
        if (row.Evidence.Count == 0)
        {
            return;
        }

        _once.Clear();
        foreach (var evidence in row.Evidence)
        {
            if (name(evidence) is { } text && _once.Add(text))
            {
                tally.Add(text, row.Words);
            }
        }
    }

    private static string Name(Evidence evidence) => $"{KebabName(evidence.Kind)}, {KebabName(evidence.Strength)}";

    private static string KebabName<T>(T value)
        where T : struct, Enum => Kebab.Name(value);

    private sealed class FileTally
    {
        public long Rows { get; set; }

        public long Rejected { get; set; }

        public long Words { get; set; }

        public long Bytes { get; set; }

        public long Unread { get; set; }

        public long Empty { get; set; }

        public long Silent { get; set; }

        public OriginCounts Origins { get; set; }
    }
}
