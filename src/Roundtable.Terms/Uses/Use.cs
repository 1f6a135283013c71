namespace Roundtable.Terms.Uses;

/// <summary>What someone wants to do with content. In files and on the command line the names are in kebab-case.</summary>
public enum Use
{
    /// <summary>To read, compare and measure it; nothing is trained on it and it does not leave the organisation.</summary>
    Evaluate,

    /// <summary>To make it public.</summary>
    Publish,

    /// <summary>To train a model that only the organisation itself uses.</summary>
    TrainInternal,

    /// <summary>To train a model whose weights are published.</summary>
    TrainOpen,

    /// <summary>To train a model that is offered to others for what the source's own models are offered for.</summary>
    TrainCompeting,

    /// <summary>To train a model to imitate the one that it came from.</summary>
    Distil,

    /// <summary>To label, rank or filter data with it.</summary>
    Label,

    /// <summary>To make it part of a product or service for others.</summary>
    Deploy,

    /// <summary>To change it and use what comes of it: fine-tuned weights, an edited dataset.</summary>
    Modify,

    /// <summary>To hand it on for payment, or sell access to it.</summary>
    Resell,
}
