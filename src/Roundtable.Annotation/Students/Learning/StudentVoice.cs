namespace Roundtable.Annotation.Students.Learning;

/// <summary>Answers for a student, one text at a time; each thread needs its own.</summary>
/// <param name="student">The student.</param>
public sealed class StudentVoice(StudentModel student)
{
    private readonly FeatureVocabulary.Vectoriser _texts = new(student.Vocabulary);
    private readonly float[] _scores = new float[student.Weights.Stride];
    private int[] _columns = [];
    private float[] _values = [];

    /// <summary>What the student says of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vector">Its sentence vector; empty where the student needs none.</param>
    /// <exception cref="ArgumentException">When it needs a vector, or one of another length.</exception>
    public StudentAnswer Answer(ReadOnlySpan<char> text, ReadOnlySpan<float> vector = default)
    {
        var best = Score(text, vector);
        var sum = 0.0;
        for (var c = 0; c < student.Classes.Count; c++)
        {
            sum += Math.Exp(student.Sharpness * (_scores[c] - _scores[best]));
        }

        return new StudentAnswer(best, 1 / sum);
    }

    /// <summary>The probability of each class for a text, in the order of the student's classes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="into">Takes them; as long as there are classes.</param>
    /// <param name="vector">Its sentence vector; empty where the student needs none.</param>
    /// <exception cref="ArgumentException">When it needs a vector, or one of another length.</exception>
    public void Probabilities(ReadOnlySpan<char> text, Span<double> into, ReadOnlySpan<float> vector = default)
    {
        var best = Score(text, vector);
        var sum = 0.0;
        for (var c = 0; c < into.Length; c++)
        {
            into[c] = Math.Exp(student.Sharpness * (_scores[c] - _scores[best]));
            sum += into[c];
        }

        foreach (ref var probability in into)
        {
            probability /= sum;
        }
    }

    private int Score(ReadOnlySpan<char> text, ReadOnlySpan<float> vector)
    {
        if (vector.Length != student.Dimensions)
        {
            throw new ArgumentException($"The student needs a sentence vector of length {student.Dimensions}, and was given {vector.Length}.", nameof(vector));
        }

        _texts.Read(text);
        if (student.Vectors is { } vectors)
        {
            var count = _texts.Columns.Length + vector.Length;
            if (_columns.Length < count)
            {
                (_columns, _values) = (new int[count * 2], new float[count * 2]);
            }

            vectors.Join(_texts.Columns, _texts.Values, student.Vocabulary.Count, vector, _columns, _values);
            student.Weights.Score(_columns.AsSpan(0, count), _values.AsSpan(0, count), _scores);
        }
        else
        {
            student.Weights.Score(_texts.Columns, _texts.Values, _scores);
        }

        var best = 0;
        for (var c = 1; c < student.Classes.Count; c++)
        {
            best = _scores[c] > _scores[best] ? c : best;
        }

        return best;
    }
}
