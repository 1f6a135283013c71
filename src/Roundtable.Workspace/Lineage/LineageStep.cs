using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Lineage;

/// <summary>How the index says that one node came from another.</summary>
/// <param name="Node">Number of what came from it.</param>
/// <param name="Source">Number of what it came from.</param>
/// <param name="Code">An <see cref="EdgeKind"/>, or one of the codes below.</param>
/// <param name="Declared">Whether someone says so; false where the log shows it.</param>
public readonly record struct LineageStep(long Node, long Source, short Code, bool Declared)
{
    /// <summary>A model answered: the source is the name by which it was called.</summary>
    public const short AnsweredBy = 100;

    /// <summary>The source is one of the leaves of a session.</summary>
    public const short Holds = 101;

    /// <summary>The source is the version that a name without one, or the name in a call, means.</summary>
    public const short Means = 102;

    /// <summary>The step in a few English words, for between two names.</summary>
    public string Says => Code switch
    {
        AnsweredBy => "answered by",
        Holds => "holds",
        Means => "means",
        _ => Kebab.Name((EdgeKind)Code).Replace('-', ' '),
    };

    /// <summary>The same in the reader's language.</summary>
    public string SaysToReader => Code switch
    {
        AnsweredBy => T("answered by"),
        Holds => T("holds"),
        Means => T("means"),
        _ => Named((EdgeKind)Code),
    };
}
