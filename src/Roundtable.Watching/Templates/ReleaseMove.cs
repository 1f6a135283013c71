namespace Roundtable.Watching.Templates;

/// <summary>How a prompt stands to a model that was first seen in the traffic.</summary>
public enum ReleaseMove
{
    /// <summary>It came before.</summary>
    Before,

    /// <summary>It went to the new model within a day.</summary>
    Turned,

    /// <summary>It went to another within that day.</summary>
    Stayed,
}
