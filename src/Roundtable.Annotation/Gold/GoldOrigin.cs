namespace Roundtable.Annotation.Gold;

/// <summary>How the items that people labelled were chosen.</summary>
public enum GoldOrigin
{
    /// <summary>Drawn at random by this program, on the record before anybody saw them.</summary>
    Draw,

    /// <summary>Chosen because a label would change most: never representative.</summary>
    Queue,

    /// <summary>Given in a file with their labels; how they were chosen is not known.</summary>
    File,
}
