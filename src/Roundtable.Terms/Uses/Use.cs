namespace Roundtable.Terms.Uses;

/// <summary>What someone wants to do with content. In files and on the command line the names are in kebab-case.</summary>
public enum Use
{
    /// <summary>Read, compare and measure it; nothing is trained on it and it does not leave the organisation.</summary>
    Evaluate,

    /// <summary>Publish it.</summary>
    Publish,

    /// <summary>Train a model that only the organisation itself uses.</summary>
    TrainInternal,

    /// <summary>Train a model whose weights are published.</summary>
    TrainOpen,

    /// <summary>Train a model that is offered for the same purposes as the source's own models.</summary>
    TrainCompeting,

    /// <summary>Train a model to imitate the one that produced it.</summary>
    Distil,

    /// <summary>Label, rank or filter data with it.</summary>
    Label,

    /// <summary>Make it part of a product or service for others.</summary>
    Deploy,

    /// <summary>Modify it and use the result: fine-tuned weights, an edited dataset.</summary>
    Modify,

    /// <summary>Sell it, or access to it.</summary>
    Resell,
}
