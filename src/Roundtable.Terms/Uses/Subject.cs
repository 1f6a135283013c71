namespace Roundtable.Terms.Uses;

/// <summary>What of a model or dataset a clause speaks about.</summary>
public enum Subject
{
    /// <summary>What a model answers.</summary>
    Outputs,

    /// <summary>What is sent to a model.</summary>
    Inputs,

    /// <summary>A model's weights as they were published.</summary>
    Weights,

    /// <summary>A dataset's data as it was published.</summary>
    Content,

    /// <summary>What is made of weights or data: fine-tuned and merged models, models trained on the data, edited datasets.</summary>
    Derivatives,
}
