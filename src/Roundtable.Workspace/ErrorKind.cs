namespace Roundtable.Workspace;

/// <summary>What kind of error a person is told of. The command line has an exit code for each, the HTTP API a status.</summary>
public enum ErrorKind
{
    /// <summary>Something that was given is not accepted: an argument, an option, a member of a request.</summary>
    InvalidInput,

    /// <summary>A named file, session, panel, model or entry does not exist.</summary>
    NotFound,

    /// <summary>A file is not what it should be: malformed, edited, damaged, or written by a newer version.</summary>
    BadData,

    /// <summary>The configuration has errors.</summary>
    Configuration,

    /// <summary>No model, or another server that is needed, can be reached.</summary>
    Unavailable,

    /// <summary>A provider refused the key.</summary>
    KeyRefused,

    /// <summary>A file could not be written: disk full, no permission.</summary>
    Unwritable,

    /// <summary>Another process is using the data directory.</summary>
    InUse,

    /// <summary>The budget does not cover the first call.</summary>
    Budget,

    /// <summary>A use was ruled on and is denied.</summary>
    Denied,

    /// <summary>A use was ruled on, and what is known does not settle it; it is not allowed.</summary>
    Unsettled,

    /// <summary>An error of the program itself.</summary>
    Internal,
}
