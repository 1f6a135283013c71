namespace Roundtable.Deliberation.Fields;

/// <summary>How the value of a field was chosen.</summary>
public enum FieldRule
{
    /// <summary>Every seat gave the same.</summary>
    Equal,

    /// <summary>The median of the numbers: the lower of the middle two for an even number of integers, else their mean.</summary>
    Median,

    /// <summary>The value that more seats gave than any other: of a list that the schema fixes, true or false, or what nothing else decides.</summary>
    Vote,

    /// <summary>No value was given by more seats than the others; the one of the seat with the lowest number stands.</summary>
    Tie,

    /// <summary>One of the values, chosen by the moderator.</summary>
    Moderator,

    /// <summary>The items of a list that more than half of the seats gave.</summary>
    Items,

    /// <summary>An object, fused member by member: its members follow with rules of their own.</summary>
    Members,

    /// <summary>More than half of the seats left it out.</summary>
    LeftOut,
}
