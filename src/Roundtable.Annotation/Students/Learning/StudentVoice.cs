namespace Roundtable.Annotation.Students.Learning;

/// <summary>Answers for a student, one text at a time; each thread needs its own.</summary>
/// <param name="student">The student.</param>
public sealed class StudentVoice(StudentModel student)
{
    private readonly FeatureVocabulary.Vectoriser _texts = new(student.Vocabulary);
    private readonly float[] _scores = new float[student.Weights.Stride];

    /// <summary>What the student says of a text.</summary>
    public StudentAnswer Answer(ReadOnlySpan<char> text)
    {
        var best = Score(text);
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
    public void Probabilities(ReadOnlySpan<char> text, Span<double> into)
    {
        var best = Score(text);
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

    private int Score(ReadOnlySpan<char> text)
    {
        _texts.Read(text);
        student.Weights.Score(_texts.Columns, _texts.Values, _scores);
        var best = 0;
        for (var c = 1; c < student.Classes.Count; c++)
        {
            best = _scores[c] > _scores[best] ? c : best;
        }

        return best;
    }
}
