using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Aggregation;
using Roundtable.Annotation.Features;
using Roundtable.Annotation.Votes;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Corpus.Storage;
using Roundtable.Workspace.Benches;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Features;

/// <summary>Makes features of the votes of a run or of a table of votes, and writes them.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class FeatureService(WorkspaceContext workspace)
{
    /// <summary>The features of a run that asked for a choice among the same options, or for a score. Its probabilities are made without gold.</summary>
    /// <param name="name">The run's id or the beginning of it, <c>last</c>, or its folder.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is no such run, it is not finished, or it has no table of votes.</exception>
    public VoteFeatures OfRun(string name, CancellationToken cancellation)
    {
        var folder = RunFolders.Find(workspace.DataDirectory, name);
        if (!folder.IsFinished)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"Run {folder.Plan.Id} is not finished: features of a part of its items would be taken for all. "
                    + $"Resume it: roundtable runs resume {folder.Plan.Id}");
        }

        var votes = folder.Votes();
        var (confidences, lengths) = (new float[votes.Items.Count * votes.Sources.Count], new int[votes.Items.Count * votes.Sources.Count]);
        Array.Fill(confidences, float.NaN);
        foreach (var result in folder.Results(withCalls: false))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var seat in result.Seats)
            {
                var at = (result.Index * votes.Sources.Count) + ((seat.Seat - 1) * folder.Plan.Settings.Samples) + seat.Sample - 1;
                (confidences[at], lengths[at]) = ((float?)seat.Confidence ?? float.NaN, seat.Length);
            }
        }

        return Of(votes, GoldLabels.Nothing(votes.Items.Count), new VoteDetails(confidences, lengths), cancellation);
    }

    /// <summary>The features of a table of votes (docs/bench.md).</summary>
    /// <param name="path">The file.</param>
    /// <param name="learn">
    /// Whether the probabilities are learned from the right answers that stand beside the votes, those of each item by a rule that did not see its own.
    /// Otherwise
    /// they are made without them.
    /// </param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the file cannot be read.</exception>
    public static VoteFeatures OfVotes(string path, bool learn, CancellationToken cancellation)
    {
        var file = VoteFile.Read(path);
        return Of(file.Votes, learn ? file.Gold : GoldLabels.Nothing(file.Votes.Items.Count), null, cancellation);
    }

    /// <summary>Writes features to a file, which is there as a whole or not at all.</summary>
    /// <exception cref="WorkspaceException">When it cannot be written.</exception>
    public static void Write(VoteFeatures features, string path, FeatureFormat format, CancellationToken cancellation)
    {
        try
        {
            WorkFile.Write(path, file => Write(features, file, format, cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Writes features to a stream, which is left open.</summary>
    public static void Write(VoteFeatures features, Stream output, FeatureFormat format, CancellationToken cancellation)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        var table = format == FeatureFormat.Parquet ? new TableWriter(output, [.. features.Columns.Select(Column)]) : null;
        if (format == FeatureFormat.Csv)
        {
            text.Write(string.Join(',', features.Columns.Select(c => CsvCell.Of(c.Name))) + "\r\n");
        }

        for (var item = 0; item < features.Items; item++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = features.Of(item);
            if (table is not null)
            {
                table.Add(row);
            }
            else
            {
                text.Write(format == FeatureFormat.Csv ? string.Join(',', row.Select(Cell)) + "\r\n" : Document.Line(Json(features, row)) + "\n");
            }
        }

        table?.End();
    }

    private static VoteFeatures Of(VoteTable votes, GoldLabels gold, VoteDetails? details, CancellationToken cancellation) =>
        new(votes, DefaultAggregation.Aggregate(votes, gold, cancellation: cancellation).OutOfFold, details);

    private static TableColumn Column(FeatureColumn column) => new(
        column.Name,
        column.Kind switch
        {
            FeatureKind.Text => TableColumnKind.Text,
            FeatureKind.Count => TableColumnKind.Integer,
            _ => TableColumnKind.Number,
        });

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => CsvCell.Of(text),
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static JsonObject Json(VoteFeatures features, object?[] row) => new(
        features.Columns.Zip(row, (column, value) => KeyValuePair.Create(column.Name, value switch
        {
            null => null,
            string text => (JsonNode?)text,
            double number => Math.Round(number, 6),
            _ => (long)value,
        })));
}
