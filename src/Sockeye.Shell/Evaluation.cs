using Sockeye.Shell.Calls;
using Sockeye.Shell.Language;
using Sockeye.Shell.Options;
using Sockeye.Shell.Sessions;
using Sockeye.Shell.Values;
using Sockeye.Transports.Sockets;

namespace Sockeye.Shell;

/// <summary>Does what one line says.</summary>
internal sealed class Evaluation(ShellSession session, Statement statement)
{
    private const int Interrupted = 4; // EINTR

    private string? _note;

    /// <summary>Evaluates the line and sets its variables. Never fails: failures are outcomes.</summary>
    public async Task<ShellOutcome> RunAsync(CancellationToken cancel)
    {
        try
        {
            RefuseReservedNames();
            ValueTask<Value> evaluating = ValueOfAsync(CallOrValue(), cancel);
            bool waits = !evaluating.IsCompleted;
            Value value = await evaluating;
            if (waits)
                await Task.Yield(); // whoever waits for the line must not go on inside the sockets' event loop
            Assign(value);
            return new ShellOutcome(value, _note);
        }
        catch (ShellException mistake)
        {
            return new ShellOutcome(NoValue.Instance, Mistake: mistake);
        }
        catch (FailedCall failed)
        {
            return new ShellOutcome(NoValue.Instance, Failure: failed.Failure);
        }
    }

    // A name alone is the value of a variable, or else a call that needs no arguments: help, exit.
    private Expression CallOrValue()
    {
        if (statement.Value is not NameExpression { Name: var name, Column: var column }
            || session.Variable(name) is not null)
            return statement.Value;
        if (CallCatalog.Find(name) is { } call)
            return call.Least == 0
                ? new CallExpression(name, [], column)
                : throw new ShellException($"{name} is a call: {call.Usage}", column);
        if (session.Pending(name) is { } job)
            throw NotYet(name, job, column);
        if (SocketNames.All.Contains(name) || SocketOptions.Find(name) is not null)
            throw new ShellException($"{name} is an argument of calls, as in socket(INET, STREAM)", column);
        throw new ShellException($"there is no variable and no call '{name}'{CallCatalog.Suggestion(name)}", column);
    }

    private async ValueTask<Value> ValueOfAsync(Expression expression, CancellationToken cancel) => expression switch
    {
        NumberExpression number => new NumberValue(number.Number),
        TextExpression text => new BytesValue(text.Bytes),
        AddressExpression address => new WordValue(address.Text),
        NameExpression name => ValueOf(name),
        CallExpression { Name: ControlCalls.Expect } call => await ExpectAsync(call, cancel),
        CallExpression call => await CallAsync(call, cancel),
        _ => throw new InvalidOperationException($"an expression of no kind: {expression}"),
    };

    private Value ValueOf(NameExpression name) => session.Pending(name.Name) is { } job
        ? throw NotYet(name.Name, job, name.Column)
        : session.Variable(name.Name) ?? new WordValue(name.Name);

    private static ShellException NotYet(string name, ShellJob job, int column) => new(
        $"{name} is not there yet: [{job.Number}] {job.Statement.Text} still waits; wait({job.Number}) waits for it",
        column);

    private async ValueTask<Value> CallAsync(CallExpression call, CancellationToken cancel)
    {
        ShellCall known = CallCatalog.Find(call.Name) ?? throw new ShellException(
            $"there is no call '{call.Name}'{CallCatalog.Suggestion(call.Name)}", call.Column);
        if (call.Arguments.Count < known.Least || call.Arguments.Count > known.Most)
            throw new ShellException($"{call.Name} is written {known.Usage}", call.Column);

        var values = new Value[call.Arguments.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = First(await ValueOfAsync(call.Arguments[i], cancel));
        try
        {
            Value result = await known.Run(new CallArguments(session, call, values, note => _note = note), cancel);
            session.Called?.Invoke(new CallRecord(call.Name, values, result, Errno: 0));
            return result;
        }
        catch (Exception e) when (FailureOf(call.Name, e, cancel) is { } failure)
        {
            session.Called?.Invoke(new CallRecord(call.Name, values, NoValue.Instance, failure.Number));
            throw new FailedCall(failure);
        }
    }

    // A call that gives several values, as an argument: the socket of accept, the data of recvfrom.
    private static Value First(Value value) => value is TupleValue tuple ? tuple.Items[0] : value;

    private static CallFailure? FailureOf(string call, Exception error, CancellationToken cancel) => error switch
    {
        SocketCallException socket => ErrnoHints.Explain(call, socket.Errno),
        CallFailedException failed => new CallFailure(call, failed.Number, failed.Name, failed.Message),
        OperationCanceledException when cancel.IsCancellationRequested =>
            new CallFailure(call, Interrupted, "EINTR", "interrupted. The call was cancelled while it waited."),
        _ => null,
    };

    // Its second argument is a call that fails, and that is right.
    private async ValueTask<Value> ExpectAsync(CallExpression call, CancellationToken cancel)
    {
        if (call.Arguments is not [NameExpression or NumberExpression, CallExpression inner])
            throw new ShellException($"expect is written {ControlCalls.ExpectUsage}", call.Column);

        CallFailure failure;
        try
        {
            Value value = await CallAsync(inner, cancel);
            throw new FailedCall(new CallFailure(inner.Name, 0, "no error", $"the call did not fail: {value}"));
        }
        catch (FailedCall failed) when (failed.Failure.Number != 0)
        {
            failure = failed.Failure;
        }

        bool isExpected = call.Arguments[0] is NumberExpression number
            ? number.Number == failure.Number
            : ((NameExpression)call.Arguments[0]).Name == failure.Name;
        if (!isExpected)
            throw new FailedCall(failure);

        _note = "as expected: " + failure.Message;
        return new NumberValue(failure.Number, failure.Name);
    }

    private void RefuseReservedNames()
    {
        foreach (NameExpression target in statement.Targets)
        {
            bool isReserved = CallCatalog.Find(target.Name) is not null || SocketOptions.Find(target.Name) is not null
                || SocketNames.All.Contains(target.Name);
            if (isReserved)
                throw new ShellException($"'{target.Name}' is a word of the shell; choose another name", target.Column);
        }
    }

    private void Assign(Value value)
    {
        IReadOnlyList<Value> values = value is TupleValue tuple ? tuple.Items : [value];
        if (statement.Targets.Count > values.Count)
            throw new ShellException(
                $"there {(values.Count == 1 ? "is one value" : $"are {values.Count} values")} for "
                + $"{statement.Targets.Count} names",
                statement.Targets[values.Count].Column);
        for (int i = 0; i < statement.Targets.Count; i++)
            session.Set(statement.Targets[i].Name, values[i]);
    }

    private sealed class FailedCall(CallFailure failure) : Exception(failure.Message)
    {
        public CallFailure Failure => failure;
    }
}
