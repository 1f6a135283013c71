using System.Numerics;
using System.Runtime.InteropServices;
using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// Expectation–maximisation for the model of Dawid and Skene (1979): each source has a confusion matrix (samples of one
/// seat in one order share it), and votes are independent given the class. Rows are split into
/// a fixed number of parts, whatever the number of processors, and sums are made in the order of the parts: the result is the same to the last bit on any of
/// them.
/// </summary>
internal sealed class ConfusionEstimation
{
    /// <summary>The largest number of confusion probabilities (sources × classes²); above it the matrices could not be told from few votes anyway.</summary>
    public const int MaxCells = 4_000_000;

    private const int MaxParts = 16;
    private const int SerialCells = 20_000;

    private readonly int[] _columns;
    private readonly VotePatterns _rows;
    private readonly int _classes;
    private readonly int _width;
    private readonly int _cells;
    private readonly double _smoothing;
    private readonly double[] _posteriors;
    private readonly double[] _log;
    private readonly double[] _prior;
    private readonly double[][] _sums;
    private readonly double[] _likelihoods;
    private double _likelihood = double.NegativeInfinity;

    public ConfusionEstimation(VoteTable table, GoldLabels gold, double smoothing)
    {
        _columns = Columns(table);
        _rows = VotePatterns.Of(table, gold, _columns);
        _classes = table.Classes.Count;
        var lanes = Vector<double>.Count;
        _width = (_classes + lanes - 1) / lanes * lanes;
        _cells = (_columns.DefaultIfEmpty(-1).Max() + 1) * _classes;
        _smoothing = smoothing;
        _posteriors = new double[_rows.Rows * _width];
        _log = new double[_cells * _width];
        _prior = new double[_width];
        var parts = Math.Clamp(8 * MaxCells / Math.Max(1, _log.Length), 1, MaxParts);
        _sums = [.. Enumerable.Range(0, parts).Select(_ => new double[_log.Length + _width])];
        _likelihoods = new double[parts];
        StartFromShares();
    }

    /// <summary>How often the estimates were made again.</summary>
    public int Iterations { get; private set; }

    /// <summary>Logarithm of the probability of a vote, given the class: source × class voted for × class.</summary>
    public double[] LogConfusions
    {
        get
        {
            var matrices = Unpadded(_log, _cells);
            var size = _classes * _classes;
            return [.. _columns.SelectMany(c => matrices.AsSpan(c * size, size).ToArray())];
        }
    }

    /// <summary>Logarithm of the share of each class.</summary>
    public double[] LogPrior => Unpadded(_prior, 1);

    /// <summary>
    /// Estimates until the log likelihood of an item's votes changes by less than <paramref name="tolerance"/>, or <paramref name="limit"/> times.
    /// </summary>
    public void Run(int limit, double tolerance, CancellationToken cancellation)
    {
        Each((part, from, to) => Add(_sums[part], from, to));
        Maximise();
        while (Iterations < limit)
        {
            cancellation.ThrowIfCancellationRequested();
            Iterations++;
            Each((part, from, to) => _likelihoods[part] = Expect(_sums[part], from, to));
            Maximise();
            var likelihood = _likelihoods.Sum() / Math.Max(1, _rows.RowOf.Length);
            var gain = Math.Abs(likelihood - _likelihood);
            _likelihood = likelihood;
            if (gain < tolerance)
            {
                break;
            }
        }
    }

    /// <summary>The probabilities of the classes: items × classes; 0 where nobody voted and there is no gold.</summary>
    public double[] Probabilities()
    {
        var probabilities = new double[_rows.RowOf.Length * _classes];
        for (var i = 0; i < _rows.RowOf.Length; i++)
        {
            var row = _rows.RowOf[i];
            if (_rows.Start[row] != _rows.Start[row + 1] || _rows.Gold[row] != VoteTable.None)
            {
                _posteriors.AsSpan(row * _width, _classes).CopyTo(probabilities.AsSpan(i * _classes));
            }
        }

        return probabilities;
    }

    private static int[] Columns(VoteTable table)
    {
        var known = new Dictionary<(string, int), int>();
        return [.. table.Sources.Select(s => known.TryAdd((s.Seat, s.Order), known.Count) ? known.Count - 1 : known[(s.Seat, s.Order)])];
    }

    private void StartFromShares()
    {
        for (var row = 0; row < _rows.Rows; row++)
        {
            var posterior = _posteriors.AsSpan(row * _width, _classes);
            var votes = _rows.Start[row + 1] - _rows.Start[row];
            if (_rows.Gold[row] != VoteTable.None)
            {
                posterior[_rows.Gold[row]] = 1;
            }
            else if (votes == 0)
            {
                posterior.Fill(1.0 / _classes);
            }
            else
            {
                foreach (var cell in _rows.Cells.AsSpan(_rows.Start[row], votes))
                {
                    posterior[cell % _classes] += 1.0 / votes;
                }
            }
        }
    }

    private void Each(Action<int, int, int> work)
    {
        var parts = _sums.Length;
        void Part(int part) => work(part, (int)((long)_rows.Rows * part / parts), (int)((long)_rows.Rows * (part + 1) / parts));
        if (_rows.Cells.Length * (long)_width < SerialCells)
        {
            for (var part = 0; part < parts; part++)
            {
                Part(part);
            }

            return;
        }

        Parallel.For(0, parts, Part);
    }

    private double Expect(double[] sums, int from, int to)
    {
        var likelihood = 0.0;
        for (var row = from; row < to; row++)
        {
            if (_rows.Gold[row] != VoteTable.None)
            {
                continue;
            }

            var posterior = _posteriors.AsSpan(row * _width, _width);
            _prior.CopyTo(posterior);
            var lanes = MemoryMarshal.Cast<double, Vector<double>>(posterior);
            foreach (var cell in _rows.Cells.AsSpan(_rows.Start[row], _rows.Start[row + 1] - _rows.Start[row]))
            {
                var log = MemoryMarshal.Cast<double, Vector<double>>(_log.AsSpan(cell * _width, _width));
                for (var v = 0; v < lanes.Length; v++)
                {
                    lanes[v] += log[v];
                }
            }

            likelihood += _rows.Count[row] * Softmax.InPlace(posterior[.._classes]);
            posterior[_classes..].Clear();
        }

        Add(sums, from, to);
        return likelihood;
    }

    private void Add(double[] sums, int from, int to)
    {
        Array.Clear(sums);
        var prior = MemoryMarshal.Cast<double, Vector<double>>(sums.AsSpan(_log.Length, _width));
        for (var row = from; row < to; row++)
        {
            var times = new Vector<double>(_rows.Count[row]);
            var posterior = MemoryMarshal.Cast<double, Vector<double>>(_posteriors.AsSpan(row * _width, _width));
            for (var v = 0; v < posterior.Length; v++)
            {
                prior[v] += times * posterior[v];
            }

            foreach (var cell in _rows.Cells.AsSpan(_rows.Start[row], _rows.Start[row + 1] - _rows.Start[row]))
            {
                var sum = MemoryMarshal.Cast<double, Vector<double>>(sums.AsSpan(cell * _width, _width));
                for (var v = 0; v < posterior.Length; v++)
                {
                    sum[v] += times * posterior[v];
                }
            }
        }
    }

    private void Maximise()
    {
        var total = _sums[0];
        foreach (var sums in _sums.Skip(1))
        {
            for (var i = 0; i < total.Length; i++)
            {
                total[i] += sums[i];
            }
        }

        for (var first = 0; first < _cells; first += _classes)
        {
            for (var y = 0; y < _classes; y++)
            {
                var all = _smoothing * _classes;
                for (var v = 0; v < _classes; v++)
                {
                    all += total[((first + v) * _width) + y];
                }

                for (var v = 0; v < _classes; v++)
                {
                    var cell = ((first + v) * _width) + y;
                    _log[cell] = Math.Log((total[cell] + _smoothing) / all);
                }
            }
        }

        // One item more of each class: a class that nobody voted for keeps a probability above 0.
        var items = _rows.RowOf.Length + _classes;
        for (var y = 0; y < _classes; y++)
        {
            _prior[y] = Math.Log((total[_log.Length + y] + 1) / items);
        }
    }

    private double[] Unpadded(double[] values, int rows)
    {
        var result = new double[rows * _classes];
        for (var row = 0; row < rows; row++)
        {
            values.AsSpan(row * _width, _classes).CopyTo(result.AsSpan(row * _classes));
        }

        return result;
    }
}
