using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Terms.Uses;

/// <summary>Descriptions of uses for sentences and lists.</summary>
public static class UseText
{
    /// <summary>The names of all uses, for help texts: a constant, so that showing help loads nothing.</summary>
    public const string Names = "evaluate, publish, train-internal, train-open, train-competing, distil, label, deploy, modify, resell";

    /// <summary>A use as lists and sentences name it: in English as it is typed.</summary>
    public static string Name(Use use) => T(use switch
    {
        Use.Evaluate => TLater("evaluate"),
        Use.Publish => TLater("publish"),
        Use.TrainInternal => TLater("train-internal"),
        Use.TrainOpen => TLater("train-open"),
        Use.TrainCompeting => TLater("train-competing"),
        Use.Distil => TLater("distil"),
        Use.Label => TLater("label"),
        Use.Deploy => TLater("deploy"),
        Use.Modify => TLater("modify"),
        Use.Resell => TLater("resell"),
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, null),
    });

    /// <summary>The use of a content as the beginning of a sentence: <c>Publishing the dataset x</c>.</summary>
    public static string Doing(Use use, string content) => use switch
    {
        Use.Evaluate => T("Evaluating {0}", content),
        Use.Publish => T("Publishing {0}", content),
        Use.TrainInternal => T("Training a model for internal use on {0}", content),
        Use.TrainOpen => T("Training a model with published weights on {0}", content),
        Use.TrainCompeting => T("Training a model that competes with its source on {0}", content),
        Use.Distil => T("Training a model to imitate the source of {0}", content),
        Use.Label => T("Labelling data with {0}", content),
        Use.Deploy => T("Making {0} part of a product", content),
        Use.Modify => T("Modifying {0} and using the result", content),
        Use.Resell => T("Reselling {0}", content),
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, null),
    };

    /// <summary>What a use means, in a few words, for lists.</summary>
    public static string Meaning(Use use) => use switch
    {
        Use.Evaluate => T("read, compare, measure; nothing leaves the organisation"),
        Use.Publish => T("publish it"),
        Use.TrainInternal => T("train a model that only the organisation uses"),
        Use.TrainOpen => T("train a model whose weights are published"),
        Use.TrainCompeting => T("train a model that competes with the source's own models"),
        Use.Distil => T("train a model to imitate the source"),
        Use.Label => T("label, rank or filter data with it"),
        Use.Deploy => T("make it part of a product for others"),
        Use.Modify => T("modify it and use the result"),
        Use.Resell => T("sell it, or access to it"),
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, null),
    };
}
