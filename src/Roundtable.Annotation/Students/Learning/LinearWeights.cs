namespace Roundtable.Annotation.Students.Learning;

/// <summary>Weights of features and classes, sixteen classes side by side.</summary>
/// <param name="Blocks">For every sixteen classes the weights of each feature, and of the constant one at the end.</param>
/// <param name="Columns">Number of features.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Bias">Value of the constant feature.</param>
internal sealed record LinearWeights(float[][] Blocks, int Columns, int Classes, float Bias)
{
    /// <summary>The weight of a feature for a class; the feature after the last one is the constant one.</summary>
    public float this[int feature, int one] => Blocks[one / LinearLearner.Lanes][(feature * LinearLearner.Lanes) + (one % LinearLearner.Lanes)];
}
