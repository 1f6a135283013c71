using Roundtable.Annotation.Agreement;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Evaluation;

/// <summary>How dependent the errors of seats are.</summary>
internal static class ErrorCounts
{
    /// <summary>Measures the first answers of each seat; null for one seat.</summary>
    public static ErrorDependence? Of(BenchVotes bench, PanelPoints points)
    {
        if (points.Seats.Count < 2)
        {
            return null;
        }

        int[] columns = [.. points.Seats.Select(s => points.ColumnsOf(s)[0])];
        var wrong = columns.Select(c => bench.Gold.Items.Select(i => bench.Votes[i, c] != bench.Gold[i]).ToArray()).ToArray();
        double[] rates = [.. wrong.Select(w => w.Count(x => x) / (double)w.Length)];
        var (sum, pairs) = (0.0, 0);
        for (var a = 0; a < columns.Length; a++)
        {
            for (var b = a + 1; b < columns.Length; b++)
            {
                var spread = Math.Sqrt(rates[a] * (1 - rates[a]) * rates[b] * (1 - rates[b]));
                if (spread > 0)
                {
                    var both = 0;
                    for (var i = 0; i < wrong[a].Length; i++)
                    {
                        both += wrong[a][i] & wrong[b][i] ? 1 : 0;
                    }

                    sum += (((double)both / wrong[a].Length) - (rates[a] * rates[b])) / spread;
                    pairs++;
                }
            }
        }

        double? correlation = pairs == 0 ? null : sum / pairs;
        var n = columns.Length;
        return new ErrorDependence(
            SharedErrors.Of(First(bench, columns), bench.Gold), correlation, correlation is { } r ? n / (1 + ((n - 1) * Math.Max(0, r))) : null);
    }

    private static VoteTable First(BenchVotes bench, int[] columns)
    {
        var votes = new short[bench.Votes.Items.Count * columns.Length];
        for (var i = 0; i < bench.Votes.Items.Count; i++)
        {
            var row = bench.Votes.Of(i);
            for (var c = 0; c < columns.Length; c++)
            {
                votes[(i * columns.Length) + c] = row[columns[c]];
            }
        }

        return new VoteTable(bench.Votes.Items, [.. columns.Select(c => bench.Votes.Sources[c])], bench.Votes.Classes, votes);
    }
}
