using Roundtable.Annotation.Students.Learning;
using Roundtable.Models.Vectors;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Students;

/// <summary>A student at work: it labels texts one after the other, and leaves to its panel those of which it is not sure enough.</summary>
/// <param name="student">The student.</param>
/// <param name="minProbability">The least probability with which it answers by itself; 0 for always.</param>
/// <param name="threads">Maximum number of threads; it changes nothing but the time.</param>
/// <param name="encoder">The sentence-vector model that it needs; null where it needs none.</param>
public sealed class Classification(StudentModel student, double minProbability, int threads, ISentenceEncoder? encoder = null)
{
    /// <summary>How many texts are labelled at once: memory does not grow with their number.</summary>
    private const int Part = 8_192;

    /// <summary>Labels texts, in their order.</summary>
    /// <param name="texts">The texts with their ids. They are read as they are needed.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the sentence-vector model cannot be run on a text.</exception>
    public IEnumerable<ClassifiedText> Label(IEnumerable<StudentText> texts, CancellationToken cancellation)
    {
        foreach (var part in texts.Chunk(Part))
        {
            var read = Array.ConvertAll(part, p => p.Text);
            var answers = student.Answer(read, threads, cancellation, Vectors(read, cancellation));
            for (var i = 0; i < part.Length; i++)
            {
                yield return new ClassifiedText(
                    part[i], student.Classes[answers[i].Class], answers[i].Probability, answers[i].Probability < minProbability);
            }
        }
    }

    private float[][]? Vectors(string[] texts, CancellationToken cancellation)
    {
        try
        {
            return encoder?.Encode(texts, threads, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
    }
}

/// <summary>A text for a student.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The text.</param>
public readonly record struct StudentText(string Id, string Text);

/// <summary>What a student says of a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">The most probable class.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
/// <param name="IsHandedOver">Whether it is below the threshold: the label is then what the student would have said, and the panel is to be asked.</param>
public readonly record struct ClassifiedText(StudentText Text, string Label, double Probability, bool IsHandedOver);
