using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Roundtable.Watching.Windows;

/// <summary>
/// What is tested of a window, for many choices of its rows at once. Rows are megabytes: for all choices some columns are added up before the next ones, so
/// that what is added lies in the processor's own memory. Each sum adds the rows in the order in which they were chosen, one after the other.
/// </summary>
internal sealed class WindowSums
{
    private const int Columns = 32;

    private readonly float[][] _rows;
    private readonly int _length;
    private readonly int _first;
    private readonly WindowScale _scale;
    private readonly float[] _slice;

    /// <summary>Takes the sample.</summary>
    /// <param name="rows">Rows: vectors of mean 0, and novelties of mean 0 and variance 1 behind them.</param>
    /// <param name="length">The length of the vectors.</param>
    /// <param name="first">How many rows are chosen.</param>
    public WindowSums(float[][] rows, int length, int first)
    {
        (_rows, _length, _first) = (rows, length, first);
        _scale = new WindowScale(rows, length, first);
        _slice = new float[rows.Length * Columns];
    }

    /// <summary>
    /// Of each choice: the squared distance between the mean of the chosen rows' vectors and that of the others, and the greatest of all deviations.
    /// </summary>
    /// <param name="chosen">The places of chosen rows, one choice behind the other.</param>
    public (double Discrepancy, double Most)[] Statistics(int[] chosen)
    {
        var choices = chosen.Length / _first;
        var distances = new double[choices];
        var novelties = new float[choices * WindowNovelty.Count];
        Span<float> sum = stackalloc float[Columns];
        for (var column = 0; column < _length + WindowNovelty.Count; column += Columns)
        {
            Cut(column);
            for (var choice = 0; choice < choices; choice++)
            {
                Add(chosen.AsSpan(choice * _first, _first), sum);
                for (var k = 0; k < Columns; k++)
                {
                    if (column + k < _length)
                    {
                        distances[choice] += (double)sum[k] * sum[k];
                    }
                    else if (column + k < _length + WindowNovelty.Count)
                    {
                        novelties[(choice * WindowNovelty.Count) + column + k - _length] = sum[k];
                    }
                }
            }
        }

        // All rows add up to 0: the mean of the others is the window's by the other sign and their numbers.
        var factor = (1.0 / _first) + (1.0 / (_rows.Length - _first));
        var statistics = new (double Discrepancy, double Most)[choices];
        for (var choice = 0; choice < choices; choice++)
        {
            var distance = distances[choice] * (factor * factor);
            statistics[choice] = (distance, _scale.Most(distance, novelties.AsSpan(choice * WindowNovelty.Count, WindowNovelty.Count)));
        }

        return statistics;
    }

    /// <summary>Takes some columns of all rows, with zeros where there are no more.</summary>
    private void Cut(int column)
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            var from = _rows[i].AsSpan(column);
            var to = _slice.AsSpan(i * Columns, Columns);
            from[..Math.Min(from.Length, Columns)].CopyTo(to);
            to[Math.Min(from.Length, Columns)..].Clear();
        }
    }

    private void Add(ReadOnlySpan<int> rows, Span<float> sum)
    {
        var slice = MemoryMarshal.Cast<float, Vector256<float>>(_slice.AsSpan());
        var (first, second, third, fourth) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        foreach (var row in rows)
        {
            var of = slice.Slice(4 * row, 4);
            first += of[0];
            second += of[1];
            third += of[2];
            fourth += of[3];
        }

        first.CopyTo(sum);
        second.CopyTo(sum[8..]);
        third.CopyTo(sum[16..]);
        fourth.CopyTo(sum[24..]);
    }
}
