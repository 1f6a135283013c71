namespace Roundtable.Workspace.Access;

/// <summary>
/// What a key may reach through the gateway besides asking models. One key of a provider shows and deletes everything that was made with it, so that each of
/// these needs a permission.
/// </summary>
public enum KeyPermission
{
    /// <summary>Files: uploading, reading and deleting those that were made through this key.</summary>
    Files,

    /// <summary>Batches of requests, made and read through this key.</summary>
    Batches,

    /// <summary>Fine-tuning jobs, made and read through this key.</summary>
    FineTuning,

    /// <summary>Responses that the provider keeps: reading, continuing and deleting those that were made through this key.</summary>
    StoredResponses,

    /// <summary>Lists of files, batches, jobs and responses, where their own permission is given too: they show what every key made.</summary>
    Lists,

    /// <summary>Paths that the gateway does not know. They are passed on without being understood.</summary>
    UnknownPaths,
}
