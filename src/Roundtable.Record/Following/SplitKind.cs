namespace Roundtable.Record.Following;

/// <summary>How two checkpoints, both signed by one log, contradict each other or what a log may do.</summary>
public enum SplitKind
{
    /// <summary>Both speak of the same number of leaves and have different roots.</summary>
    Forked,

    /// <summary>The larger one does not begin with the leaves of the smaller one.</summary>
    Rewritten,

    /// <summary>The log shows fewer leaves than it had signed and shown before.</summary>
    RolledBack,

    /// <summary>Others were shown leaves that the log goes on withholding from this follower.</summary>
    Withheld,
}
