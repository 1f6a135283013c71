using System.Collections.Concurrent;

namespace Roundtable.Annotation.Students.Learning;

/// <summary>
/// The features that a student knows: a column for each, and how rare it is. A text becomes a sparse vector of length 1: one plus the logarithm of each
/// feature's count, times its rarity (ln((1 + n) ÷ (1 + texts with it)) + 1), words and runs of characters scaled by themselves.
/// </summary>
internal sealed class FeatureVocabulary
{
    private readonly int[] _columns;
    private readonly float[] _rarity;
    private readonly float _wordLength;
    private readonly float _runLength;

    /// <summary>A vocabulary of some features.</summary>
    /// <param name="buckets">Their numbers, rising.</param>
    /// <param name="rarity">How rare each is.</param>
    /// <param name="wordShare">Share of a text's squared length that its words have.</param>
    public FeatureVocabulary(int[] buckets, float[] rarity, double wordShare)
    {
        (Buckets, _rarity, WordShare) = (buckets, rarity, wordShare);
        (_wordLength, _runLength) = ((float)Math.Sqrt(wordShare), (float)Math.Sqrt(1 - wordShare));
        _columns = new int[1 << TextFeatures.Bits];
        Array.Fill(_columns, -1);
        for (var c = 0; c < buckets.Length; c++)
        {
            _columns[buckets[c]] = c;
        }
    }

    /// <summary>The numbers of the features, rising.</summary>
    public int[] Buckets { get; }

    /// <summary>How rare each feature is.</summary>
    public ReadOnlySpan<float> Rarity => _rarity;

    /// <summary>Share of a text's squared length that its words have.</summary>
    public double WordShare { get; }

    /// <summary>Number of features.</summary>
    public int Count => Buckets.Length;

    /// <summary>The features of some texts that stand in enough of them.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="settings">How many are enough.</param>
    public static FeatureVocabulary Of(IReadOnlyList<string> texts, LearnerSettings settings)
    {
        var (counter, seen) = (new int[1 << TextFeatures.Bits], new int[1 << TextFeatures.Bits]);
        var buffer = new char[TextFeatures.MaxCharacters + 2];
        for (var i = 0; i < texts.Count; i++)
        {
            var sink = new Counting(counter, seen, i + 1);
            TextFeatures.Extract(buffer.AsSpan(0, TextFeatures.Normalise(texts[i], buffer)), ref sink);
        }

        int[] buckets = [.. Enumerable.Range(0, counter.Length).Where(b => counter[b] >= settings.MinTexts)];
        float[] rarity = [.. buckets.Select(b => (float)Math.Pow(Math.Log((1.0 + texts.Count) / (1 + counter[b])) + 1, settings.IdfPower))];
        return new FeatureVocabulary(buckets, rarity, settings.WordShare);
    }

    /// <summary>Texts as sparse vectors.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="threads">Maximum number of threads; it changes nothing but the time.</param>
    public SparseRows Vectors(IReadOnlyList<string> texts, int threads)
    {
        const int Part = 512;
        var parts = new (int[] Lengths, int[] Columns, float[] Values)[(texts.Count + Part - 1) / Part];
        Parallel.ForEach(
            Partitioner.Create(0, parts.Length, 1),
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new Vectoriser(this),
            (range, _, vectoriser) =>
            {
                for (var p = range.Item1; p < range.Item2; p++)
                {
                    List<int> columns = [];
                    List<float> values = [];
                    var lengths = new int[Math.Min(Part, texts.Count - (p * Part))];
                    for (var i = 0; i < lengths.Length; i++)
                    {
                        lengths[i] = vectoriser.Read(texts[(p * Part) + i]);
                        columns.AddRange(vectoriser.Columns);
                        values.AddRange(vectoriser.Values);
                    }

                    parts[p] = (lengths, [.. columns], [.. values]);
                }

                return vectoriser;
            },
            _ => { });
        var starts = new int[texts.Count + 1];
        for (var (i, p) = (0, 0); p < parts.Length; p++)
        {
            foreach (var length in parts[p].Lengths)
            {
                starts[i + 1] = starts[i] + length;
                i++;
            }
        }

        return new SparseRows(starts, [.. parts.SelectMany(p => p.Columns)], [.. parts.SelectMany(p => p.Values)]);
    }

    /// <summary>Makes sparse vectors of texts, one at a time; each thread needs its own.</summary>
    /// <param name="vocabulary">The features.</param>
    internal sealed class Vectoriser(FeatureVocabulary vocabulary)
    {
        private readonly char[] _buffer = new char[TextFeatures.MaxCharacters + 2];
        private readonly int[] _places = new int[vocabulary.Count];
        private int[] _found = new int[1024];
        private float[] _values = new float[1024];
        private bool[] _areWords = new bool[1024];
        private int _count;

        /// <summary>The columns of the text that was read last.</summary>
        public ReadOnlySpan<int> Columns => _found.AsSpan(0, _count);

        /// <summary>Their values.</summary>
        public ReadOnlySpan<float> Values => _values.AsSpan(0, _count);

        /// <summary>Reads a text.</summary>
        /// <returns>Number of its features that are known.</returns>
        public int Read(ReadOnlySpan<char> text)
        {
            _count = 0;
            var sink = new Finding(this);
            TextFeatures.Extract(_buffer.AsSpan(0, TextFeatures.Normalise(text, _buffer)), ref sink);
            Weigh();
            return _count;
        }

        private void Weigh()
        {
            var (words, runs) = (0f, 0f);
            for (var i = 0; i < _count; i++)
            {
                var value = (_values[i] == 1 ? 1 : 1 + MathF.Log(_values[i])) * vocabulary._rarity[_found[i]];
                _values[i] = value;
                if (_areWords[i])
                {
                    words += value * value;
                }
                else
                {
                    runs += value * value;
                }
            }

            // A text without known words has its whole length in its runs, and the other way round.
            var word = words == 0 ? 0 : (runs == 0 ? 1 : vocabulary._wordLength) / MathF.Sqrt(words);
            var run = runs == 0 ? 0 : (words == 0 ? 1 : vocabulary._runLength) / MathF.Sqrt(runs);
            for (var i = 0; i < _count; i++)
            {
                _values[i] *= _areWords[i] ? word : run;
            }
        }

        private void Add(int bucket, bool isWord)
        {
            var column = vocabulary._columns[bucket];
            if (column < 0)
            {
                return;
            }

            var place = _places[column];
            if (place < _count && _found[place] == column)
            {
                _values[place]++;
                return;
            }

            if (_count == _found.Length)
            {
                Array.Resize(ref _found, _count * 2);
                Array.Resize(ref _values, _count * 2);
                Array.Resize(ref _areWords, _count * 2);
            }

            (_places[column], _found[_count], _values[_count], _areWords[_count]) = (_count, column, 1, isWord);
            _count++;
        }

        private readonly struct Finding(Vectoriser vectoriser) : IFeatureSink
        {
            public void Word(int bucket) => vectoriser.Add(bucket, true);

            public void Run(int bucket) => vectoriser.Add(bucket, false);
        }
    }

    private readonly struct Counting(int[] counter, int[] seen, int text) : IFeatureSink
    {
        public void Word(int bucket) => Run(bucket);

        public void Run(int bucket)
        {
            if (seen[bucket] != text)
            {
                seen[bucket] = text;
                counter[bucket]++;
            }
        }
    }
}
