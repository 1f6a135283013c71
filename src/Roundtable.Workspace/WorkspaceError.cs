using Npgsql;
using Roundtable.Corpus.Files;
using Roundtable.Record.Files;
using Roundtable.Record.Secrets;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace;

/// <summary>What a person is told of any exception: one sentence, and never a stack trace.</summary>
public static class WorkspaceError
{
    /// <summary>Kind and sentence of an exception; <see cref="ErrorKind.Internal"/> where it is an error of the program itself.</summary>
    public static (ErrorKind Kind, string Message) Describe(Exception exception) => exception switch
    {
        WorkspaceException known => (known.Kind, known.Message),
        LogInUseException => (ErrorKind.InUse, exception.Message),
        DamagedLogException or NewerFormatException => (ErrorKind.BadData, exception.Message),
        SecretRefusedException => (ErrorKind.InvalidInput, exception.Message),
        SecretsUnknownException => (ErrorKind.Configuration, exception.Message),
        RemoteException remote => (Of(remote.Failure), exception.Message),
        DatabaseUnavailableException or LogWriteException { InnerException: DatabaseUnavailableException } => (ErrorKind.Unavailable, exception.Message),
        NpgsqlException => Describe(DatabaseFault.Of("The database", exception)),
        IOException or UnauthorizedAccessException => (ErrorKind.Unwritable, exception.Message),
        _ => (ErrorKind.Internal, $"Internal error ({exception.GetType().Name})."),
    };

    private static ErrorKind Of(RemoteFailure failure) => failure switch
    {
        RemoteFailure.Refused => ErrorKind.NotFound,
        RemoteFailure.Changed => ErrorKind.BadData,
        RemoteFailure.Unsupported => ErrorKind.InvalidInput,
        _ => ErrorKind.Unavailable,
    };
}
