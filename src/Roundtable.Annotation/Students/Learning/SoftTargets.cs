namespace Roundtable.Annotation.Students.Learning;

/// <summary>What a teacher says of each text: a class with its probability. The rest of the probability is shared by the other classes.</summary>
/// <param name="classes">Number of classes, at least 2.</param>
/// <param name="labels">For each text its class and the probability of it, 0 to 1.</param>
internal sealed class SoftTargets(int classes, (int Class, double Probability)[] labels)
{
    /// <summary>Number of classes.</summary>
    public int Classes => classes;

    /// <summary>Number of texts.</summary>
    public int Count => labels.Length;

    /// <summary>The class and its probability.</summary>
    public (int Class, double Probability) this[int text] => labels[text];

    /// <summary>The probability of each of the other classes.</summary>
    public double Rest(int text) => (1 - labels[text].Probability) / (classes - 1);

    /// <summary>The probabilities of some classes that stand side by side.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">The first of the classes.</param>
    /// <param name="into">Takes them.</param>
    public void Read(int text, int first, Span<float> into)
    {
        into.Fill((float)Rest(text));
        var place = labels[text].Class - first;
        if (place >= 0 && place < into.Length)
        {
            into[place] = (float)labels[text].Probability;
        }
    }
}
