namespace Roundtable.Terms.Uses;

/// <summary>The part of a model or dataset that a clause applies to.</summary>
public enum Subject
{
    /// <summary>A model's outputs.</summary>
    Outputs,

    /// <summary>The inputs sent to a model.</summary>
    Inputs,

    /// <summary>A model's weights as published.</summary>
    Weights,

    /// <summary>A dataset's data as published.</summary>
    Content,

    /// <summary>Work derived from weights or data: fine-tuned and merged models, models trained on the data, edited datasets.</summary>
    Derivatives,
}
