namespace Akka.Persistence.Journal;

/// <summary>
/// Gives the answers to writes in the order of the requests, whatever order the writes end in. Requests are added by the
/// journal's actor; answers come from any thread.
/// </summary>
internal sealed class AnswerSequence
{
    private readonly Queue<Turn> _turns = new();
    private bool _answering;

    /// <summary>Takes the next place in the order.</summary>
    public Turn Next()
    {
        var turn = new Turn();
        lock (_turns)
        {
            _turns.Enqueue(turn);
        }

        return turn;
    }

    /// <summary>Gives an answer, now or once those before it are given.</summary>
    public void Answer(Turn turn, Action answer)
    {
        lock (_turns)
        {
            turn.Answer = answer;
            if (_answering)
            {
                return;
            }

            _answering = true;
        }

        while (Ready() is { } ready)
        {
            ready();
        }
    }

    private Action? Ready()
    {
        lock (_turns)
        {
            if (_turns.TryPeek(out var first) && first.Answer is not null)
            {
                return _turns.Dequeue().Answer;
            }

            _answering = false;
            return null;
        }
    }

    internal sealed class Turn
    {
        public Action? Answer;
    }
}
