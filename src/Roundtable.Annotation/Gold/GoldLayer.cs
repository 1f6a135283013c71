namespace Roundtable.Annotation.Gold;

/// <summary>Which of the labels of an item one is. They are kept apart.</summary>
public enum GoldLayer
{
    /// <summary>The first person's.</summary>
    First,

    /// <summary>A second person's, who did not see the first's.</summary>
    Second,

    /// <summary>What was decided where the two differ, by somebody who saw both.</summary>
    Adjudicated,
}
